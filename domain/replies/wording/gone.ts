import { phrases } from '../phrasebook';
import { NUMBER } from './extend';

const HERE_I_AM =
  "i'm|im|i am|am|i|we're|we are|we|we both|both|we all|all of us|just|i just|i'm just|finally|i'm finally|safely|i'm already|already|yes i'm|been|i've been|ive been|i have|i've|ive|we're both|were both";
const SAFE =
  'safe|safely|safly|saf|ok|okay|fine|good|safe and sound|safe n sound|and safe|and ok|in one piece|now|already|finally|at last|for the night|sweet home|and dry|and warm|safe and warm|before dark|free';
const JE =
  "je suis|j'suis|jsuis|je sui|chu|chuis|chui|ch'suis|suis|on est|on est tous|nous sommes|je viens d'être|tous|toutes";
const AT_HOME =
  "chez moi|chez nous|chez-nous|à la maison|à maison|dans mon lit|au lit|couché|couchée|à l'appart|à mon appart|dans ma chambre|home";
const SAFE_FR =
  'saine et sauve|sain et sauf|sains et saufs|saines et sauves|safe|correct|correcte|ok|bien|à bon port|en sécurité|tous les deux|toutes les deux|les deux';

/** Home, or wherever they sleep: an answer to the end-of-shift check-in, and to nothing else. */
export const HOME = phrases(
  `
  (${HERE_I_AM}|) (home|hom|hme|homw|home now|back home|at home|back at home|in the house|inside my apartment|inside my place|in bed|in my bed|in my room|on my couch|on the couch|tucked in|at my place|at my apartment|at my apt|at my house|back at my place|home and ok|home and safe) (${SAFE}|)
  (${HERE_I_AM}|) (got|made it|arrived|reached) (home|in|back|back home|to my place|inside) (${SAFE}|)
  (${HERE_I_AM}|) (made it|arrived) (${SAFE}|)
  (i'm|im|i am|we're|we are|just got|just|) (inside|indoors|in for the night|in safe|safe inside|safely in)
  (safe|safely|ok) (at|back|back at|in) (home|my place|bed)
  back (safe|safely|safe and sound|in one piece|home)
  (${HERE_I_AM}|) (walked|stepped|got) (in the door|through the door|thru the door|in the house)
  (${HERE_I_AM}|) (home|at home) with (the|my) (dog|cat|kids|kid|son|daughter|family|fam|partner|wife|husband|mom|boyfriend|girlfriend|bf|gf|roommate)
  (${HERE_I_AM}|) (got|been|made it) (home|back) (about|like|for|for about|for like|since|since about|around|at|) ${NUMBER} (ago|now|already|)
  (${HERE_I_AM}|) (got|been|made it) in (about|like|around|) ${NUMBER} (ago|now|already)
  (${HERE_I_AM}|) (got|been|made it) in (for|for about|for like|since|since about) ${NUMBER} (now|already|)
  (${HERE_I_AM}|) home (since|for) ${NUMBER} (now|)
  (${HERE_I_AM}|) (home|walked in the door|walked in) ${NUMBER} ago
  (${HERE_I_AM}|) home (for a while|a while|a while ago|for a bit|a bit|all evening|all night) (now|)
  (${HERE_I_AM}|) home (eating|watching tv|relaxing|chilling|resting|cooking|in bed|sleeping)
  (${HERE_I_AM}|) (relaxing|chilling|resting|eating|sleeping) (at home|in bed)
  (${HERE_I_AM}|) at home (relaxing|chilling|resting|eating|sleeping)
  (${HERE_I_AM}|) (going|off|heading) to (bed|sleep)
  `,
  `
  (${JE}|) (bien|ben|bin|enfin|déjà|tout juste|) (rentré|rentrée|rentrés|rentrées|rentrer|rendu|rendue|rendus|revenu|revenue|retourné|retournée|arrivé|arrivée|arrivés|arrivées|de retour) (${AT_HOME}|) (${SAFE_FR}|)
  (${JE}|) (rendu|rendue|bien|back|déjà|) (${AT_HOME}) (${SAFE_FR}|)
  (je viens|j'viens|jviens|on vient|viens|vient) (juste|tout juste|) (d'|de) (arriver|rentrer|revenir) (${AT_HOME}|)
  (${JE}|) (rentré|rentrée|arrivé|arrivée) (ça fait|depuis|il y a|y'a|ya) (environ|à peu près|) ${NUMBER}
  ça fait (environ|) ${NUMBER} (que|qu'on est|que je suis|que chu) (rentré|rentrée|arrivé|arrivée|chez nous|chez moi|à la maison)
  (${JE}|) (rentré|rentrée|arrivé|arrivée) (depuis|ça fait) (longtemps|un bout|un bon bout|une secousse)
  `,
);

/** The shift is over: an answer to the same question, unless they are still on the way. */
export const DONE = phrases(
  `
  (${HERE_I_AM}|) (all done|finished|all finished|done work|finished work|off work|off shift|off the clock|clocked out|punched out|signed out|checked out|wrapped up|finished up|packed up|locked up|done here) (for the day|for the night|for today|for tonight|now|here|)
  (all|) done (for the day|for the night|for today|for tonight|now|here|)
  (i'm|im|i am|we're|we are) done (for the day|for the night|for today|for tonight|now|here|at work)
  (shift|my shift) (is|) (done|over|finished|complete|completed|ended)
  (done|finished|ended|completed|end of) (my|the|) shift
  `,
  `
  (j'ai|g|on a|je viens de|) (fini|finis|finie|finit|finir|terminé|terminée|terminer) (ma journée|mon quart|mon shift|ma soirée|mon chiffre|pour aujourd'hui|pour à soir|pour ce soir|le quart|le shift|)
  (quart|shift|chiffre|mon quart|mon shift|mon chiffre|ma journée|journée|c'est|c) (est|) (fini|finie|terminé|terminée)
  mission accomplie
  `,
);

/** Not there yet: for a human by itself, and no obstacle to "I am safe". */
export const ON_THE_WAY = phrases(
  `
  (${HERE_I_AM}|) (otw|omw|on my way|on the way|on our way|heading|headed|going|driving|walking|biking|busing|riding) (home|back home) (now|safe|safely|)
  (${HERE_I_AM}|) (leaving|leaving work|leaving site|leaving the site|left|left work|left the site|off|out|outta there|heading out|headed out|clocking out|wrapping up) (home|) (now|safe|safely|)
  (${HERE_I_AM}|) (on|in) (the bus|the train|the ion|my bus|my car|the car|a cab|an uber|the skytrain|the streetcar) (home|heading home|)
  `,
  `
  (je|j'|on) (rentre|rentrre|retourne) (${AT_HOME}|)
  jrentre (${AT_HOME}|)
  (je m'en vais|jm'en vais|m'en vais|j'men vais|jmen vais|je pars|je quitte) (${AT_HOME}|me coucher|dormir|)
  (${JE}|) (parti|partie|sorti|sortie|en route|en chemin|sur le chemin du retour|sur le chemin|dans l'autobus|dans le bus|dans l'auto|dans mon char) (vers|pour|) (la maison|chez moi|chez nous|rentrer|)
  `,
);

/** At the place of work: an answer to the start-of-shift check-in. */
export const ARRIVED = phrases(
  `
  (${HERE_I_AM}|yes i'm|still|i'm still|) (here|on site|onsite|at the site|at work|in|there|on shift|at my post) (now|safe|safely|)
  (${HERE_I_AM}|) (got|made it|arrived|clocked in|punched in|signed in|started|checked in|set up|ready) (here|in|there|to work|to the site|on site|) (now|safe|safely|)
  `,
  `
  (${JE}|toujours|je suis toujours|) (là|ici|sur place|au travail|au site|arrivé|arrivée|bien arrivé|bien arrivée|rendu|rendue|en poste|prêt|prête|à mon poste)
  (j'ai|jai|on a|) (commencé|commencée|débuté|pointé)
  je commence
  `,
);
