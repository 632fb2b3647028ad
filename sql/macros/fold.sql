-- Aim: the spelling under which words are compared: no tashkeel or tatweel, one alef, ى as ي, ة as ه.
create or replace macro fold(words) as
translate(
    regexp_replace(words, '[\x{0610}-\x{061A}\x{0640}\x{064B}-\x{065F}\x{0670}]', '', 'g'),
    'أإآٱىیةک٠١٢٣٤٥٦٧٨٩',
    'ااااييهك0123456789'
);

comment on macro fold is 'The spelling under which words are compared';
