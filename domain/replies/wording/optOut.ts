import { phrases } from '../phrasebook';

const WRITING =
  'texting|messaging|msging|txting|contacting|writing|writing to|emailing|bothering|sending|spamming|bugging|pinging|calling';
const WRITE = 'text|txt|message|msg|contact|write|write to|email|bother|send';
const ECRIRE =
  "m'écrire|me écrire|me texter|m'envoyer|me contacter|m'appeler|me déranger|me achaler|m'achaler|me harceler|m'envoyer des messages|m'envoyer des textos|m'envoyer ça|envoyer";

/** Wishes to be left alone that the carrier does not understand, so that we must; anywhere in a reply. */
export const OPT_OUT = phrases(
  `
  (stop|quit) (${WRITING}) (me|us|this|these|texts|messages|)
  (stop|cancel) (the|these|all|with the|) (texts|messages|msgs|texting|messaging|reminders|emails)
  (don't|dont|do not|never|pls dont|no longer) (${WRITE}) (to|) (me|us|this number) (again|anymore|any more|)
  want off (your|this|the|) list
  (take|get) me off (of|) (your|this|the|) (list|lists|system)
  (remove|delete|erase) me from (your|this|the|) (list|texts|messages|program texts)
  (remove|delete|erase|lose) my (number|phone number|info)
  leave me alone
  (no more|don't want any more|dont want any more|don't want|dont want|do not want) (these|your|any|) (texts|messages|msgs|text messages)
  (want to|wanna|i want to|please|i'd like to|would like to|let me|how do i) (unsubscribe|opt out|be removed|stop getting texts|stop getting these)
  (unsub|unsubscribe) (me|please|pls|now|from this|from these)
  (unsubscribe|opt) me (out|)
  lose my number
  `,
  `
  (arrête|arrêtez|arrêter|cesse|cessez|arrete) de (${ECRIRE})
  (arrête|arrêtez|cesse|cessez) (les|vos|tes|ces) (textos|messages|textes|courriels|sms|rappels)
  (ne|) m'(écrivez|écris|envoyez|envoie|appelez|appelle|contactez) (plus|pu|pus) (rien|)
  (ne|) me (textez|texte|contactez|contacte|dérangez|dérange) (plus|pu|pus)
  (plus|pu|pus) de (textos|messages|textes|sms|courriels)
  (désabonne|désabonnez|désinscrivez|retirez|enlevez|enlève|ôtez|ote|retire|supprimez) moi (de|) (la|votre|cette|ta|) (liste|)
  (veux|veut) (plus|pu|pus) (recevoir|avoir) (de|vos|ces|ça|des) (textos|messages|textes|sms|courriels|)
  (veux|veut) (plus|pu|pus) de (textos|messages|textes|sms)
  (écris|écrivez|texte|textez) (moi|) (plus|pu|pus)
  (retirez|retire|supprimez|supprime|effacez|efface|enlevez|enlève|ôtez|ote) (mon numéro|mon nom|moi de là)
  (veux|veut) (plus|pu|pus) de (vos|tes|ces) (textos|messages|textes|sms)
  (veux|voudrais|aimerais) (me|) (désabonner|désinscrire|être retiré|être retirée|être enlevé|être enlevée)
  (arrête|arrêtez) avec (tes|vos|les) (textos|messages|textes|sms)
  stop (les|aux|avec les|avec vos|vos) (textos|messages|textes|sms)
  (lâchez|lâche|lachez) moi (la paix|patience|tranquille|)
  (laissez|laisse|foutez|fous) moi (tranquille|la paix)
  `,
);

/** The same, when it is the whole reply, politeness aside. */
export const OPT_OUT_ALONE = phrases(
  '(stop|stop it|stop this|stop all|stop now|stop already|just stop|remove me|take me off|stop please|please stop|quit it|unsub|unsubscribe|opt out|opt-out|optout|cancel all|stop everything)',
  '(arrêt|arrêtez|arrête|arrêter|stop|stoppez|stopper|cesse|cessez|désinscrire|désinscrivez|retirez-moi|enlevez-moi|désabonner|désabonnement|désabonne|désinscription|arrêtez ça|arrête ça|arrêtez tout)',
);

/** "Don't stop texting me" is no opt-out. */
export const NOT_BEFORE_STOP: ReadonlySet<string> = new Set([
  'dont',
  'not',
  'never',
  'didnt',
  'wont',
  'jamais',
  'pas',
]);

/** How stop or help is said by whoever has had enough, or is afraid. */
export const STRONG_WORDS = phrases(
  '(<sign>|<down>|wtf|ffs|fuck|fuck off|fuck you|fucking|f off|damn|goddamn|god|omg|jesus|enough|already|now|really|seriously|immediately|jk)',
  '(osti|ostie|crisse|criss|tabarnak|tabarnac|calisse|câlisse|merde|vite|maintenant|ok là|asteure|tout de suite)',
);
