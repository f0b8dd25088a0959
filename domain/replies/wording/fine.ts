import { phrases } from '../phrasebook';

const AM =
  "i'm|im|i am|am|i feel|feel|feeling|doing|i'm doing|im doing|i am doing|i'm feeling|we|we're|we are|were doing|we all|we both|all of us|still|i'm still|im still";
const ALL =
  "all is|all's|alls|everything is|everything's|everythings|everything|it's|its|it is|it's all|its all|everyone is|all";
/** The word asked for, and words that say how somebody is: an answer by themselves, and sometimes just a nod. */
const OK =
  'ok|okk|o k|oky|okayy|gd|gud|okai|k k|okay|okey|oki|okie|okies|okie dokie|okey dokey|k|kk|good|fine|great|alright|all right|aight|safe|saf';
/** The same, and more than a nod. */
const SAFE =
  'all good|all g|all gd|all ok|all okay|all fine|all well|all clear|all set|a-ok|aok|doing good|doing ok|doing okay|totally fine|totally ok|pretty good|really good|just fine|doing well|doing fine|doing great';
/** Words that alone may as well mean "very well, will do": an answer only where how somebody is was the question. */
const GRAND =
  'well|very well|very good|really well|so good|perfect|excellent|awesome|amazing|fantastic|wonderful|cool|gucci|solid|swell|golden|super';

const JE =
  "je suis|j'suis|jsuis|je sui|chu|chuis|chui|ch'suis|suis|je me sens|me sens|jme sens|on est|toujours|je suis toujours|chu toujours";
const CORRECT = 'ok|okay|correct|correcte|correc|corec|corect|corecte|correk|bien|good|safe';
const EN_SECURITE =
  'ben correct|ben correcte|bin correct|bin correcte|bien correct|bien correcte|en forme|en pleine forme|en sécurité|en sûreté|sain et sauf|saine et sauve|tiguidou|impec|impeccable|nickel|numéro un|numero 1';
const GRAND_FR = 'super|super bien|très bien|trs bien|parfait|au top|top|top shape|cool';
const HERE =
  'here|now|on my end|on this end|at my end|over here|on my side|tonight|today|in the hood|in da hood|';
const ICI = "ici|icitte|à soir|aujourd'hui|de mon bord|de mon côté|";

/** "I am all right", in as many ways as people have. Every line says by itself that all is well now. */
const SAYS = [
  `
  (${AM}|${ALL}) (${OK}) (${HERE})
  (${AM}|${ALL}|) (${SAFE}) (${HERE})
  (${AM}|${ALL}) (${GRAND}) (${HERE})
  (no probs|no problems|no issue|no issues|no concerns|no trouble|no incidents|no incident|no drama) (${HERE}|at all)
  (not bad|not too bad|not bad at all|can't complain)
  (nothing to report|nothing happened|nothing new to report|uneventful)
  (quiet|calm|smooth|great|easy|slow|chill|uneventful|fun) (night|shift|day|evening|one|tonight|today)
  good shift
  (everything|all|it|shift|night) (went|is going|is) (well|good|great|fine|smooth|smoothly|ok|okay)
  (everything|everyone|shift|the shift|my shift|night|evening|day|work) was (good|great|fine|ok|okay|quiet|calm|smooth|all good) (${HERE})
  going (well|good|great|fine)
  good to go
  (safe and sound|safe n sound)
  (i'm|im|i am) (fine|ok|good) (too|as always|as usual)
  `,
  `
  (${JE}) (${CORRECT}) (${ICI})
  (${JE}|) (${EN_SECURITE}) (${ICI})
  (${JE}) (${GRAND_FR}) (${ICI})
  (tout|toute|tt|tou) (va|est|é|e) (bien|ben|très bien|super bien|beau|ok|correct|bon|parfait|good|cool|sous contrôle|tiguidou|numéro un) (${ICI})
  (ttvb|tvb|jvb|tout baigne|tout roule|ça roule|ça baigne)
  (ça|sa) va (bien|ben|très bien|super|super bien|ben bien|vraiment bien|full bien|good|ok|numéro un|) (${ICI})
  (c'est|c) (beau|ben beau|bon|bien bon|correct|ok|good|parfait|cool|tranquille|relax|tiguidou|sous contrôle)
  (c'était|ct|soirée|journée|nuit|quart|shift) (tranquille|calme|relax|correct|correcte)
  (c'est|c) tout (bon|beau|correct|ok|good)
  (tout|toute|tt|ça) (s'est|sest|c'est) (bien|ben|super bien|très bien) (passé|passée|passer|déroulé)
  (je vais|jvais|je va|on va) (bien|très bien|super bien|ben|full bien)
  (aucun|y'a pas de|sans|zéro) (problème|problèmes|prob|probs|pb|trouble|souci|soucis|incident) (${ICI})
  (rien à signaler|rien de spécial|rien de particulier|r.a.s.|ras)
  (pas pire|pas pire pantoute|pas mal|pas mal bien|pas si mal|pas pire bien)
  `,
] as const;
/** An answer where nothing speaks against it; beside a wish to be left alone, or on the way, only a word of politeness. */
const NODS = [
  `
  (${OK}) (${HERE})
  (np|n p|no prob|no problem|no problemo|no worries) (${HERE}|at all)
  `,
  `
  (${CORRECT}) (${ICI})
  pas de (problème|problèmes|prob|probs|pb|trouble|souci|soucis|incident) (${ICI})
  `,
] as const;
export const FINE = phrases(...SAYS, ...NODS);
export const SAYS_FINE = phrases(...SAYS);
export const NOD = phrases(...NODS);

/** Said beside an answer, these change nothing; they are one only to "how are you doing?". */
export const GRAND_ALONE = phrases(`(${GRAND})`, `(${GRAND_FR})`);

/** To "how are you doing?" only. */
export const DOING_WELL = phrases(
  `
  (${AM}|) (a lot|lots|much|so much|a bit|a little|way|) better (today|now|this week|) (than last week|than before|than yesterday|than last month|than last time|)
  (i|) (had a|having a|been a|it was a|it's been a|its been a) (pretty|really|very|) (good|great|nice) (week|day|weekend|month|one) (so far|)
  (pretty|really|) (good|great) (week|month) (so far|)
  (things are|life is|life's|work is|work's) (going|) (pretty|really|very|) (good|well|great|fine|ok|okay)
  never (been|) better
  (things are|all is|life is) (much|a lot|so much|) better (now|)
  (not too shabby|feeling good|ça file)
  (it's|its|it is|things are|still) going (good|well|great|ok|okay|fine|pretty good|pretty well)
  (i'm|im|i am|) (staying strong|keeping busy|enjoying life|loving life|living the dream)
  (i'm|im|i am|) (still|) (sober|clean) (today|)
  number (days|day|months|weeks) (sober|clean|in) (today|)
  (busy|tired|sleepy|sore) but (good|ok|okay|fine|well|happy|great)
  `,
  `
  (${JE}|je vais|jvais|je va|ça va|sa va|) (beaucoup|bcp|ben|bien|vraiment|pas mal|un peu|) mieux (maintenant|aujourd'hui|)
  (très|une|une très) (bonne|belle) (semaine|journée|fin de semaine)
  (tout|ça|sa) se passe (bien|ben|très bien|super bien)
  (${JE}|c'est|) (tranquille|relax)
  (${JE}) (toujours|encore|) sobre
  (occupé|occupée|fatigué|fatiguée) mais (ça va|ca va|correct|correcte|bien|ok)
  `,
);

/** Yes: an answer where the question was whether all is well, or whether something took place. */
export const AFFIRM = phrases(
  "(yep|yup|yupp|yeppers|yeah|yea|ya|yah|yes|yess|yessir|yes sir|yes ma'am|yas|sure am|affirmative|i am|yes i am|yes we are|yep i am)",
  '(oui|ouii|ouais|ouaip|ouep|yes|oui oui|ben oui)',
);
