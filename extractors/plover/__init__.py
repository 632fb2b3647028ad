"""Events after PLOVER: triggers, the scene of a sentence, who acts on whom, whether it has happened."""
