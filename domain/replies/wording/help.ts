import { phrases } from '../phrasebook';

/** A call for help, anywhere in a reply. When in doubt it is one: an alarm too many is better than one too few. */
export const HELP = phrases(
  `
  (need|needs|needing|want|send|get|get me|get us|call for|calling for|asking for|request|requesting) (some|your|immediate|urgent|medical|emergency|) help (now|asap|)
  (please|pls|plz) help
  (can|could) (someone|somebody|anyone) help
  (use|need) some help
  help (he|hes|he's|she|she's|shes|they|theres|there's|someone|somebody|i|i've|ive|my|moi|there|it's|its)
  help (me|us|asap|please|pls|plz|now|here|quick|fast|im|i'm)
  (sos|mayday|911|9 1 1|9 11|emergency|code red|code blue)
  (he|she|they|someone|somebody|guy|client) (hit|grabbed|pushed|punched) me
  (call|get|send|need) (the|an|a|) (police|cops|ambulance|paramedics|medics|medic)
  (send|need) (someone|somebody|anyone|anybody|people|backup) (here|now|over|asap|fast|quick|please|pls|)
  (need|needs|bring|get|send) (some|more|the|us|me|) (narcan|naloxone|nalaxone|narcane)
  (narcan|naloxone) (now|asap|pls|please|quick|fast)
  get (me|us) (out|outta here)
  save (me|us)
  (come|comes) (get|save) me
  (in|real|serious) (danger|trouble)
  (being followed|is following me|are following me|was followed|followed me|following me|chasing me)
  (being attacked|attacked me|got attacked|attacking me|been attacked|assaulted|jumped me|got jumped|threatening me|threatened me|hurting me)
  (raped|stabbed|shot|choked|strangled|beat) me
  (been|got|was|getting|i'm|im|i am) (raped|stabbed|shot|mugged|beaten|beat up|attacked|assaulted|kidnapped|followed)
  (won't|wont|will not|doesn't|doesnt|not) (let|letting) (me|us) (leave|go|out)
  (can't|cant|cannot) (get out|escape|get away)
  (has|have|with|got|pulled) (a|his|her) (gun|knife|weapon|blade)
  (overdosing|is od'ing|is oding|odd out|od here|not breathing|isn't breathing|aint breathing|stopped breathing|hardly breathing|barely breathing|can't breathe|cant breathe|cannot breathe|unconscious|unresponsive)
  (i|he|she|they|we|someone|somebody|buddy|friend|client|partner|guy|girl|peer) (just|has|have|might have|may have|) (od|od'd|oded|overdosed)
  (od'ing|oding)
  (od|overdose) (in|at|on|here|now|outside|happening)
  (having|had|is|an|in|possible) overdose
  (he's|hes|she's|shes|he is|she is|they're|turning|lips are) blue
  (i'm|im|i am) (bleeding|trapped|stabbed|shot|locked in)
  (kill myself|killing myself|kms|end my life|ending my life|want to die|wanna die|going to die|gonna die|suicidal|suicide|hurt myself on purpose)
  (want to|wanna|going to|gonna|might|could|will) (hurt|harm|cut) myself
  (want to|wanna|going to|gonna|thinking of|thinking about) (end it|end it all|ending it|ending it all)
  (don't|dont|do not) (want to|wanna) (live|be alive|be here|wake up|exist) (anymore|any more|)
  (gonna|going to|want to|wants to|trying to|tried to|threatened to|will) (kill|hurt|shoot|stab|rape) (me|us|him|her|them|someone)
  took (too many|a bunch of|a lot of|all my|all the|a whole bottle of) (pills|meds|pill)
  `,
  `
  (aide|aidez|aider) (moi|nous) (svp|vite|stp|)
  (m'aider|maider) (svp|vite|)
  (au|o) (secours|secour|scours)
  (besoin|bsoin) (urgent|vite|) (d'aide|de l'aide|d'l'aide)
  (besoin de|besoin d'|apporte|apportez|amène|amenez) (du|de la|) (narcan|naloxone)
  (narcan|naloxone) (vite|svp|maintenant)
  (peux-tu|pouvez-vous|peut tu|quelqu'un peut) m'aider
  (à l'aide|a laide|alaide)
  (urgence|urgent|c'est urgent|sos)
  (appelle|appelez|appeler|envoie|envoyez) (le|la|les|une|l'|) (911|police|polices|flics|cops|boeufs|ambulance|secours)
  (envoie|envoyez|envoyer) (moi|) (quelqu'un|qqun|de l'aide|du monde|du renfort)
  (venez|viens) (me|nous|) (chercher|sauver|vite|aider) (vite|tout de suite|)
  (sauve|sauvez) (moi|nous)
  (en|du) danger
  (me suit|me suivent|me poursuit|me menace|me menacent|m'a menacé|m'a menacée|m'a frappé|m'a frappée|m'attaque|m'a attaqué|m'a attaquée|me fait mal|me frappe|me frappent|me bat|me battent|me retient)
  (agressé|agressée|poignardé|poignardée|attaqué|attaquée)
  (me fais|me font|me suis fait|m'a|m'ont) (attaquer|suivre|frapper|battre|agresser|agressé|agressée|poignarder|violer|violé|violée|suivi|suivie|battu|battue|tirer dessus)
  (veut|veulent|laisse|laissent) pas me laisser (partir|sortir|aller)
  me (laisse|laissent) pas (partir|sortir|m'en aller)
  (un|une|son) (couteau|fusil|gun|arme|machette)
  (respire plus|respire pas|respire pu|inconscient|inconsciente|en overdose|fait une overdose|fait une surdose|en surdose)
  (je saigne|chu pris|chu prise|je suis coincé|je suis coincée)
  (peux|peut|jpeux|arrive|j'arrive|jarrive|capable) (pas|pu|plus) (à|de|) respirer
  (me tuer|veux en finir|jveux en finir|vais en finir|en finir avec la vie|envie de mourir|envie d'en finir|veux mourir|jveux mourir|veut mourir|vais mourir|suicidaire|suicidaires|me suicider)
  (plus|pu|pas) envie de vivre
  (veux|jveux) (plus|pu) vivre
  pris (trop de|plein de|toutes mes|tous mes) (pilules|pillules|pills|médicaments|médocs|meds|cachets)
  `,
);

/** A call for help when it is the whole reply, politeness aside. */
export const HELP_ALONE = phrases(
  '(help|halp|helpp|hlp|need hlp|can you help|can u help|narcan|naloxone|overdose|od|raped|trapped|stabbed|bleeding|danger)',
  "(aide|aidez|à l'aide|secours|narcan|naloxone|surdose|overdose)",
);

/** A text that ends in the bare word calls for help, whatever comes before; but not after one of these ("glad I could help"). */
export const LAST_WORD: ReadonlySet<string> = new Set(['help', 'hlp', 'aidez']);
export const NOT_BEFORE_LAST: ReadonlySet<string> = new Set([
  ...[
    'to',
    'for',
    'of',
    'no',
    'the',
    'your',
    'ur',
    'my',
    'his',
    'her',
    'any',
    'can',
    'could',
    'will',
    'would',
    'did',
    'do',
  ],
  ...['didnt', 'dont', 'doesnt', 'wont', 'cant', 'not', 'more', 'lets', 'that', 'vous', 'nous'],
]);

/** What sounds like a call for help and is the opposite; it is not one, and goes to a human. */
export const NO_HELP = phrases(
  `
  (don't|dont|do not|didn't|didnt|doesn't|no) need (any|for|for any|your|the|) help
  no help (needed|required|necessary)
  (thanks|thank you|thx|ty) (so much|) (for|4) (the|all the|your|all your|) help
  (no|don't|dont|didn't|didnt|no one|nobody) (need|needs|had|have) to call (911|the police|police|the cops|an ambulance)
  (no|don't|dont|didn't|didnt) need (any|for|) (narcan|naloxone)
  (no|not an|not a|isn't an|isnt an|non) emergency
  (not|never) in (danger|trouble)
  `,
  `
  pas besoin (d'aide|de l'aide)
  merci (beaucoup|) (pour|de) (l'|ton|votre|) aide
  (pas|pas une|aucune) (urgence|urgent)
  pas (en|de) danger
  pas d'urgence
  `,
);
