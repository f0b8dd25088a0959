import { phrases } from '../phrasebook';
import { NUMBER } from './extend';

const HERE_I_AM =
  "i'm|im|i am|am|i|we're|we are|just|i just|i'm just|finally|i'm finally|safely|i'm already|already|";
const SAFE =
  'safe|safely|ok|okay|fine|good|safe and sound|safe and sound|and safe|and ok|in one piece|now|already|';
const JE = "je suis|j'suis|jsuis|je sui|chu|chuis|chui|ch'suis|suis|on est|je viens d'être|";
const AT_HOME =
  "chez moi|chez nous|chez-nous|à la maison|à maison|dans mon lit|au lit|à l'appart|dans ma chambre";

/** The shift is over and the person away from it: an answer to the end-of-shift check-in, and to nothing else. */
export const GONE = phrases(
  `
  (${HERE_I_AM}) (home|hom|home now|back home|at home|in bed|at my place|back at my place|home and ok|home and safe) (${SAFE})
  (${HERE_I_AM}) (got|made it|arrived|reached) (home|in|back|back home|to my place) (${SAFE})
  (safe|safely|ok) (at|back) home
  (${HERE_I_AM}) (walked|stepped|got) (in the door|through the door|in the house)
  (${HERE_I_AM}) (home|at home) with (the|my) (dog|cat|kids|kid|family|partner|wife|husband|mom|boyfriend|girlfriend)
  (${HERE_I_AM}) (got|been|made it) (home|in) (about|like|for|for like|) ${NUMBER} (m|min|mins|minutes|hour|hours|hr|h) (ago|now|)
  (je suis|chu|jsuis|) (rentré|rentrée|arrivé|arrivée) (ça fait|depuis|il y a|y'a) ${NUMBER} (min|minutes|h|heure|heures)
  (${HERE_I_AM}) (done|all done|finished|all finished|done work|finished work|off|off work|off shift|off now|off the clock|clocked out|clocking out|punched out|signed out|checked out|wrapped up|wrapping up|finished up|out|outta there|packed up|locked up|done here) (for the day|for the night|for today|for tonight|now|here|)
  (shift|my shift) (is|) (done|over|finished|complete|completed|ended)
  (done|finished|ended|completed) (my|the|) shift
  (${HERE_I_AM}) (otw|omw|on my way|on the way|on our way|heading|headed|going|driving|walking|biking|busing|riding) (home|back home) (now|safe|safely|)
  (${HERE_I_AM}) (leaving|leaving work|leaving site|leaving the site|left|left work|left the site|heading out|headed out) (home|) (now|safe|safely|)
  (${HERE_I_AM}) (on|in) (the bus|the train|the ion|my bus|my car|the car|a cab|an uber|the skytrain|the streetcar) (home|heading home|)
  (${HERE_I_AM}) (going|off|heading) to (bed|sleep)
  `,
  `
  (${JE}) (bien|ben|enfin|déjà|tout juste|) (rentré|rentrée|rentrer|rendu|rendue|revenu|revenue|retourné|retournée|arrivé|arrivée|parti|partie|sorti|sortie) (${AT_HOME}|saine et sauve|sain et sauf|correct|correcte|ok|bien|)
  (${JE}) (rendu|rendue|bien|) (${AT_HOME}) (saine et sauve|sain et sauf|correct|correcte|ok|)
  (j'ai|g|on a|je viens de|) (fini|finis|finie|finit|finir|terminé|terminée|terminer) (ma journée|mon quart|mon shift|ma soirée|mon chiffre|pour aujourd'hui|pour à soir|pour ce soir|le quart|le shift|)
  (quart|shift|chiffre|mon quart|mon shift|mon chiffre|ma journée|journée|tout|tt|c'est|c) (est|) (fini|finie|terminé|terminée)
  (je|j'|on|) (rentre|rentrre|retourne) (${AT_HOME}|)
  jrentre (${AT_HOME}|)
  (je m'en vais|jm'en vais|m'en vais|j'men vais|je pars|je quitte) (${AT_HOME}|me coucher|dormir|)
  (${JE}) (en route|en chemin|sur le chemin du retour|sur le chemin|dans l'autobus|dans le bus|dans l'auto|dans mon char) (vers|pour|) (la maison|chez moi|chez nous|rentrer|)
  `,
);

/** At the place of work: an answer to the start-of-shift check-in. */
export const ARRIVED = phrases(
  `
  (${HERE_I_AM}|yes i'm|still|i'm still) (here|on site|onsite|at the site|at work|in|there|on shift|at my post) (now|safe|safely|)
  (${HERE_I_AM}) (got|made it|arrived|clocked in|punched in|signed in|started|checked in|set up|ready) (here|in|there|to work|to the site|on site|) (now|safe|safely|)
  `,
  `
  (${JE}|toujours|je suis toujours) (là|ici|sur place|au travail|au site|arrivé|arrivée|bien arrivé|bien arrivée|rendu|rendue|en poste|prêt|prête|à mon poste)
  (j'ai|jai|on a|) (commencé|commencée|débuté|pointé)
  je commence
  `,
);
