import { phrases } from '../phrasebook';

const OK = 'ok|okay|good|great|fine|alright|all right|well|safe|all good|cool|all ok';
const BIEN =
  "ok|correct|correcte|bien|ben|bon|beau|en forme|fort|forte|good|en sécurité|safe|super|la forme|top|cool|à l'aise";

/** Words anywhere in a reply that say somebody is not all right. */
export const NOT_OK = phrases(
  `
  (not|nt|ain't|isn't|aren't|wasn't|barely|hardly|far from|anything but|no longer|nobody is|no one is|nothing is|nothing's) (really|so|very|too|doing|doing so|doing too|doing very|feeling|feeling so|feeling too|feeling very|all that|that|at all|exactly|entirely|) (${OK})
  no good
  (don't|do not|doesn't|didn't) feel (very|so|too|that|really|) (${OK})
  (very|so|really) unwell
  (unsafe|scared|terrified|afraid|frightened|panicking|struggling|freaking out|overwhelmed)
  (i'm|im|i am|i got|i was|got|been) (hurt|injured|sick|robbed|threatened|harassed|in pain|crying|lost)
  (i'm|im|i am|feel|feeling|been) (so|very|really|pretty|) (depressed|anxious|lonely|suffering|stranded|locked out|homeless|exhausted and sad|not ok|worse|hopeless|a mess|burnt out|burned out)
  (got|been|being|getting|was) (arrested|evicted|kicked out|detained)
  (i'm|im|i am|i'm still|im still) (in|at) (the|) (hospital|er|emergency room|jail|custody|cells|lockup)
  (i|i've|ive|just|) (relapsed|used again|using again|drinking again|slipped up)
  (lost my|lost the) (place|home|housing|apartment|job)
  (can't|cant|cannot) (do this|take this|take it|cope|go on|handle this|keep going) (anymore|any more|)
  (hurt|injured|stranded|relapsed|evicted|miserable|crying|depressed|hopeless|homeless again)
  hanging by a thread
  (been|it's|its|things are|still|pretty|really) (rough|hard|tough|worse|bad)
  (feel|feeling) (bad|awful|terrible|horrible|sick|unwell|down|hopeless|worse|like shit|like crap)
  (bad|awful|terrible|horrible|rough|hard|tough|shitty) (night|day|week|shift|time)
  (something's|somethings|something is|something feels|something) wrong
  `,
  `
  pas (trop|vraiment|très|super|ben|si|tellement|full|pantoute|du tout|) (${BIEN})
  (ça|ca|sa|tout|tt) (ne|n'|) va (pas|pu|plus|pus)
  rien (ne|) va
  (vais|va|c'est|est|suis|chu|sens) (plus|pu|pus) (${BIEN})
  (personne|rien) (n'|) (est|va) (${BIEN})
  (loin d'être|aucunement|à peine|jamais été) (${BIEN})
  (vais|vas|file|feel|sens) mal
  (file|feel) (pas|pu)
  (j'ai|g) (peur|trop peur|ben peur)
  (ça|ca|sa|tout) va (mal|très mal|ben mal|vraiment mal|de travers)
  (me suis fait|m'ont|m'a) (voler|volé|volée|arrêter|arrêté|arrêtée|menacer|insulter)
  (été|suis|chu|fait) (arrêté|arrêtée|arrêter|expulsé|expulsée|évincé|évincée|mis dehors|mise dehors)
  (suis|chu|jsuis|toujours) (à l'|en|à) (hôpital|prison|détention|urgence|garde à vue)
  (j'ai|jai|g) (rechuté|reconsommé|consommé|replongé)
  (j'en|jen) peux (plus|pu|pus)
  (c'est|c|semaine|journée|soirée|nuit|moment|passe) (très|vraiment|trop|ben|assez|) (dur|dure|difficile|rough|tough|heavy|pénible)
  (dure|mauvaise|grosse mauvaise|dure dure) (semaine|journée|soirée|nuit|passe)
  je (pleure|souffre|panique)
  (pogné|pognée|coincé|coincée|embarré|embarrée|barré|barrée) dehors
  (pognée|rechuté|rechutée|déprimé|déprimée)
  (blessé|blessée|terrifié|terrifiée|paniqué|paniquée|angoissé|angoissée)
  (je suis|chu|jsuis|me sens|chui) (malade|déprimé|déprimée|à bout|tanné|tannée|pogné|pognée|embarré|embarrée|mal pris|mal prise|seul au monde|perdu|perdue|en détresse|en crise|au bout du rouleau|à terre|découragé|découragée)
  `,
);

/** No, as the whole answer: to "are you all right?" it means the same. May stand with an `ok` that it takes back. */
export const NO_ALONE = phrases(
  `
  (no|nope|nah|naw|no sir|no i'm not|no im not|i'm not|im not|negative|not really|not exactly|not at all|<down>)
  (it's|its|it was|) (bad|awful|terrible|horrible|rough|not ok)
  `,
  `
  (non|nan|nenon|non pas vraiment|pas vraiment|pas trop|pas tant|pas pantoute|pas du tout|vraiment pas|mal)
  `,
);

/** What sounds like it and is the opposite. */
export const NO_TROUBLE = phrases(
  `
  (not|nobody|no one|wasn't|isn't|didn't) (got|get|was|is|getting|) (hurt|injured)
  (no injuries|no one hurt|no worse)
  `,
  `
  (pas|personne) (n'|) (de|est|a été|été|) (blessé|blessée|blessés)
  `,
);
