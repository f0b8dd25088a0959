import { phrases } from '../phrasebook';

/** A call for help, anywhere in a reply. When in doubt it is one: an alarm too many is better than one too few. */
export const HELP = phrases(
  `
  (need|needs|needing|want|send|get|get me|get us|call for|calling for|asking for|request|requesting) (some|your|immediate|urgent|medical|emergency|) help (now|asap|)
  (please|pls|plz) help
  help (me|us|asap|please|pls|plz|now|here|quick|fast|im|i'm)
  (sos|mayday|911|emergency|code red|code blue)
  (he|she|they|someone|somebody|guy|client) (hit|grabbed|pushed|punched) me
  (call|get|send|need) (the|an|a|) (police|cops|ambulance|paramedics|medics|medic)
  (in|real|serious) (danger|trouble)
  (being followed|is following me|are following me|was followed|followed me|following me|chasing me)
  (being attacked|attacked me|got attacked|attacking me|been attacked|assaulted|jumped me|got jumped|threatening me|threatened me|hurting me)
  (has|have|with|got) a (gun|knife|weapon)
  (overdosing|is od'ing|is oding|odd out|od here|someone od'd|someone oded|not breathing|can't breathe|cant breathe|unconscious|unresponsive)
  (i'm|im|i am) (bleeding|trapped|stabbed|shot|locked in)
  (kill myself|end my life|want to die|wanna die|suicidal|hurt myself on purpose)
  `,
  `
  (aide|aidez|aider) (moi|nous) (svp|vite|stp|)
  (au|o) (secours|secour|scours)
  (besoin|bsoin) (urgent|vite|) d'aide
  (peux-tu|pouvez-vous|peut tu|quelqu'un peut) m'aider
  (à l'aide|a laide|alaide)
  (urgence|urgent|c'est urgent|sos)
  (appelle|appelez|appeler|envoie|envoyez) (le|la|une|l'|) (911|police|ambulance|secours)
  (en|du) danger
  (me suit|me suivent|me poursuit|me menace|me menacent|m'a menacé|m'a menacée|m'a frappé|m'a frappée|m'attaque|m'a attaqué|m'a attaquée|me fait mal)
  (agressé|agressée|poignardé|poignardée|attaqué|attaquée)
  (a|avec) un (couteau|fusil|gun|arme)
  (respire plus|respire pas|respire pu|inconscient|inconsciente|en overdose|fait une overdose|fait une surdose|en surdose)
  (je saigne|chu pris|chu prise|je suis coincé|je suis coincée)
  (me tuer|en finir avec la vie|envie de mourir|veux mourir|veut mourir|suicidaire|me suicider)
  `,
);

/** A call for help when it is the whole reply, politeness aside. */
export const HELP_ALONE = phrases('(help|halp|helpp|hlp)', "(aide|aidez|à l'aide|secours)");

/** What sounds like a call for help and is the opposite; it is not one, and goes to a human. */
export const NO_HELP = phrases(
  `
  (don't|dont|do not|didn't|didnt|doesn't|no) need (any|for|for any|your|the|) help
  no help (needed|required|necessary)
  (no|not an|not a|isn't an|isnt an|non) emergency
  (not|never) in (danger|trouble)
  `,
  `
  pas besoin d'aide
  (pas|pas une|aucune) (urgence|urgent)
  pas (en|de) danger
  pas d'urgence
  `,
);
