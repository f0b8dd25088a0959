import { phrases } from '../phrasebook';

const OK = 'ok|okay|good|great|fine|alright|all right|well|safe|all good|cool|all ok';
const BIEN =
  "ok|correct|correcte|bien|ben|bon|beau|en forme|fort|forte|good|en sécurité|safe|super|la forme|top|cool|à l'aise";

/** Words anywhere in a reply that say somebody is not all right. */
export const NOT_OK = phrases(
  `
  (not|ain't|isn't|aren't|wasn't) (really|so|very|too|doing|doing so|doing too|doing very|feeling|feeling so|feeling too|feeling very|all that|that|at all|exactly|entirely|) (${OK})
  no good
  (don't|do not|doesn't|didn't) feel (very|so|too|that|really|) (${OK})
  (unsafe|scared|terrified|afraid|frightened|panicking|struggling|freaking out|overwhelmed)
  (i'm|im|i am|i got|i was|got|been) (hurt|injured|sick|robbed|threatened|harassed|in pain|crying|lost)
  (hurt myself|someone got hurt|somebody got hurt)
  (feel|feeling) (bad|awful|terrible|horrible|sick|unwell|down|hopeless|worse|like shit|like crap)
  (bad|awful|terrible|horrible|rough|hard|tough|shitty) (night|day|week|shift|time)
  (something's|somethings|something is|something feels|something) wrong
  `,
  `
  pas (trop|vraiment|très|super|ben|si|tellement|full|pantoute|du tout|) (${BIEN})
  (ça|ca|sa|tout|tt|rien) (ne|n'|) va (pas|pu|plus|pus)
  (vais|vas|file|feel|sens) mal
  (file|feel) (pas|pu)
  (j'ai|g) (peur|trop peur|ben peur)
  (ça|ca|sa|tout) va (mal|très mal|ben mal|vraiment mal|de travers)
  (blessé|blessée|terrifié|terrifiée|paniqué|paniquée|angoissé|angoissée)
  (je suis|chu|jsuis|me sens|chui) (malade|perdu|perdue|en détresse|en crise|au bout du rouleau|à terre|découragé|découragée)
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
