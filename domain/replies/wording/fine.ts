import { phrases } from '../phrasebook';

const AM =
  "i'm|im|i am|am|i feel|feel|feeling|doing|i'm doing|im doing|i am doing|i'm feeling|we're|we are|were doing|still|i'm still|im still";
const ALL =
  "all is|all's|alls|everything is|everything's|everythings|everything|it's|its|it is|it's all|its all|everyone is|that's|all";
/** The word asked for, and words that say how somebody is: an answer by themselves. */
const OK =
  'ok|okk|o k|oky|okayy|gd|okai|k k|okay|okey|oki|okie|okies|okie dokie|okey dokey|k|kk|good|fine|great|alright|all right|aight|all good|all g|all gd|all ok|all okay|all fine|all well|all clear|all set|a-ok|safe|doing good|totally fine|totally ok|pretty good|really good|just fine|doing well|doing fine|doing great';
/** Words that alone may as well mean "very well, will do": an answer only where how somebody is was the question. */
const GRAND =
  'well|very well|very good|really well|so good|perfect|excellent|awesome|amazing|fantastic|wonderful|cool|gucci|solid|swell|golden|super';

const JE =
  "je suis|j'suis|jsuis|je sui|chu|chuis|chui|ch'suis|suis|je me sens|me sens|jme sens|on est|toujours|je suis toujours|chu toujours";
const CORRECT =
  'ok|okay|correct|correcte|correc|corec|corect|corecte|correk|bien|ben correct|ben correcte|bin correct|bin correcte|bien correct|bien correcte|safe|good|en forme|en pleine forme|en sécurité|en sûreté|sain et sauf|saine et sauve|tiguidou|impec|impeccable|nickel';
const GRAND_FR = 'super|super bien|très bien|trs bien|parfait|au top|top|top shape|cool';
const HERE =
  'here|on my end|on this end|at my end|over here|on my side|tonight|today|in the hood|in da hood|';
const ICI = "ici|à soir|aujourd'hui|de mon bord|";

/** "I am all right", in as many ways as people have. Every line says by itself that all is well now. */
export const FINE = phrases(
  `
  (${AM}|${ALL}|) (${OK}) (${HERE})
  (${AM}|${ALL}) (${GRAND}) (${HERE})
  (np|n p|no prob|no probs|no problem|no problems|no problemo|no issue|no issues|no concerns|no worries|no trouble|no incidents|no incident|no drama) (${HERE}|at all)
  (not bad|not too bad|not bad at all|can't complain)
  (nothing to report|nothing happened|nothing new to report|uneventful)
  (quiet|calm|smooth|great|easy|slow|chill|uneventful|fun) (night|shift|day|evening|one|tonight|today)
  good (shift|one)
  (everything|all|it|shift|night) (went|is going|is) (well|good|great|fine|smooth|smoothly|ok|okay)
  (everything|everyone|shift|night|evening|day|work) was (good|great|fine|ok|okay|quiet|calm|smooth|all good) (${HERE})
  going (well|good|great|fine)
  good to go
  (safe and sound|safe and sound|safe & sound)
  (i'm|im|i am) (fine|ok|good) (too|as always|as usual)
  `,
  `
  (${JE}|) (${CORRECT}) (${ICI})
  (${JE}) (${GRAND_FR}) (${ICI})
  (tout|toute|tt|tou) (va|est|é|e) (bien|ben|très bien|super bien|beau|ok|correct|bon|parfait|good|cool|sous contrôle|tiguidou|numéro un) (${ICI})
  (ttvb|tvb|jvb|tout baigne|tout roule|ça roule|ça baigne)
  (ça|sa) va (bien|ben|très bien|super|super bien|ben bien|vraiment bien|full bien|good|ok|numéro un|) (${ICI})
  (c'est|c) (beau|ben beau|bon|bien bon|correct|ok|good|parfait|cool|tranquille|relax|tiguidou|sous contrôle)
  (c'était|ct|soirée|journée|nuit|quart|shift) (tranquille|calme|relax|correct|correcte)
  (c'est|c) tout (bon|beau|correct|ok|good)
  (tout|toute|tt|ça) (s'est|sest|c'est) (bien|ben|super bien|très bien) (passé|passée|passer|déroulé)
  (je vais|jvais|je va|on va) (bien|très bien|super bien|ben|full bien)
  (pas de|aucun|y'a pas de|sans|zéro) (problème|problèmes|prob|probs|pb|trouble|souci|soucis|incident) (${ICI})
  (rien à signaler|rien de spécial|rien de particulier|r.a.s.|ras)
  (pas pire|pas pire pantoute|pas mal|pas mal bien|pas si mal|pas pire bien)
  `,
);

/** To "how are you doing?" only. */
export const DOING_WELL = phrases(`(${GRAND})`, `(${GRAND_FR})`);

/** Yes: an answer where the question was whether all is well, or whether something took place. */
export const AFFIRM = phrases(
  "(yep|yup|yupp|yeah|yea|ya|yah|yes|yess|yessir|yes sir|yes ma'am|yas|sure am|affirmative|i am|yes i am|yes we are|yep i am)",
  '(oui|ouii|ouais|ouaip|yes|oui oui|ben oui)',
);
