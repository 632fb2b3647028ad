"""Events against sentences that others annotated (openeventdata/arabic_event_gsr), beside two baselines.

Prints tables; asserts nothing. The sentences lie beside the checkout and are no part of the project.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from extractors import extract
from extractors.records import Article
from extractors.text import fold

DATA = Path(__file__).parents[2] / "../shared/data/events"
TYPES = ("assault", "protest")
KEYWORDS = {
    "assault": [
        "قتل",
        "مقتل",
        "قصف",
        "هجوم",
        "هجمات",
        "تفجير",
        "انفجار",
        "غاره",
        "اغتيال",
        "خطف",
        "اصيب",
        "جرح",
        "اعتداء",
    ],
    "protest": [
        "تظاهر",
        "مظاهره",
        "مظاهرات",
        "تظاهره",
        "تظاهرات",
        "متظاهر",
        "احتجاج",
        "اعتصام",
        "اضراب",
        "مسيره",
    ],
}

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not DATA.exists(), reason=f"no annotated sentences at {DATA}"),
]


def load(name):
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]


def day(name):
    """The day of publication stands in a sentence's name: AAW_ARB_20080110.0023-9."""
    digits = re.search(r"_(\d{4})(\d\d)(\d\d)\.", name or "")
    return date(*map(int, digits.groups())) if digits else None


def events(row):
    published = day(row.get("id") or row.get("source"))
    mentions = extract(Article(id="s", text=row["text"], published=published))
    return [m for m in mentions if m.kind == "event"]


def happened(row, event_type):
    """Whether an event of the type is told as a fact."""
    return any(
        m.fact.event_type == event_type.upper() and m.fact.status in ("actual", "historical")
        for m in events(row)
    )


def scores(gold, predicted):
    true = sum(g and p for g, p in zip(gold, predicted, strict=True))
    precision = true / max(1, sum(predicted))
    recall = true / max(1, sum(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def told(gold, answers):
    """A row of the table; a baseline that is not installed says so."""
    if answers is None:
        return "not installed: uv sync --group bench"
    p, r, f = scores(gold, answers)
    return f"P {p:.3f} R {r:.3f} F {f:.3f}"


def keyword(text, event_type):
    words = set(re.findall(r"\w+", fold(text)))
    return any(word.endswith(key) for word in words for key in KEYWORDS[event_type])


def trained(rows, event_type):
    """Out-of-fold answers of a logistic regression on character n-grams; None without scikit-learn."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        return None
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=300),
    )
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    texts = [fold(row["text"]) for row in rows]
    return list(cross_val_predict(model, texts, [row["label"] == "yes" for row in rows], cv=folds))


@pytest.mark.parametrize("event_type", TYPES)
def test_detection(event_type, capsys):
    rows = load(f"{event_type}_detection")
    with capsys.disabled():
        for title, labels in (("yes / easy no", ("yes", "easy no")), ("yes / all", None)):
            chosen = [r for r in rows if labels is None or r["label"] in labels]
            gold = [r["label"] == "yes" for r in chosen]
            for name, answers in (
                ("rules", [happened(r, event_type) for r in chosen]),
                ("keywords", [keyword(r["text"], event_type) for r in chosen]),
                ("char n-grams", trained(chosen, event_type)),
            ):
                print(f"\n{event_type:8} {title:14} {name:13} {told(gold, answers)}", end="")


def words(tokens):
    text = fold(" ".join(tokens) if isinstance(tokens, list) else tokens or "")
    return {re.sub(r"^[وف]?(لل|[بك]?ال|[بلك](?=ال))?", "", w) for w in re.findall(r"\w+", text)} - {
        "",
        "من",
    }


def codes(role):
    if not isinstance(role, dict):
        return None
    return tuple(None if role.get(k) in (None, "None") else role[k] for k in ("main", "role"))


def side(event, name):
    people = getattr(event, f"{name}s")
    return people[0] if people else None


def code_fits(participant, role):
    """The annotator's country and sector, where given, are the ones read; INT and UNKNOWN are open."""
    wanted = codes(role)
    if wanted is None:
        return False
    country, sector = wanted
    got = (participant.country, participant.sector) if participant else (None, None)
    return (country is None or country == got[0]) and (sector is None or sector == got[1])


@pytest.mark.parametrize("event_type", TYPES)
def test_spans(event_type, capsys):
    rows = load(f"{event_type}_spans")
    tally = dict.fromkeys(
        ("type", "actor", "recipient", "actor code", "recipient code", "all three"), 0
    )
    asked = dict.fromkeys(tally, 0)
    for row in rows:
        found = [m.fact for m in events(row) if m.fact.event_type == event_type.upper()]
        tally["type"] += bool(found)
        asked["type"] += 1
        best = max(
            (grade(event, row["spans"]) for event in found or [None]),
            key=lambda g: sum(v for v in g.values() if v),
        )
        for key, value in best.items():
            asked[key] += value is not None
            tally[key] += bool(value)
    with capsys.disabled():
        for key in tally:
            print(
                f"\n{event_type:8} spans {key:15} {tally[key] / max(1, asked[key]):.3f}  {tally[key]}/{asked[key]}",
                end="",
            )


def grade(event, spans):
    """What of one event agrees with any annotator; None where no annotator marked anything."""
    marked = {
        k: [s for s in spans if s[f"{f}_actor"]]
        for k, f in (("actor", "source"), ("recipient", "target"))
    }
    result = {}
    for key, field in (("actor", "source"), ("recipient", "target")):
        got = side(event, key) if event else None
        result[key] = (
            None
            if not marked[key]
            else bool(got)
            and any(words(got.text) & words(s[f"{field}_actor"]) for s in marked[key])
        )
        coded = [s for s in marked[key] if codes(s[f"{field}_role"])]
        result[f"{key} code"] = (
            None
            if not coded
            else bool(got) and any(code_fits(got, s[f"{field}_role"]) for s in coded)
        )
    parts = [result[k] for k in ("actor", "recipient") if result[k] is not None]
    result["all three"] = event is not None and all(parts)
    return result
