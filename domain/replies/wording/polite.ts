import { phrases } from '../phrasebook';

/** What may stand around an answer without changing it: thanks, greetings, excuses, how to say good night. */
export const POLITE = phrases(
  `
  <warm>
  and
  et
  pis
  (thanks|thank you|thank u|thankyou|thx|thnx|thks|tks|tx|ty|tysm|cheers|much appreciated|appreciate it|appreciate you|appreciate u|appreciated)
  (thanks|thank you|thank u|thx|ty) (so much|very much|a lot|again|a bunch|all|for checking|for checking in|for checking on me|for asking)
  (hi|hello|hey|heya|hiya|yo|good morning|good evening|good afternoon|morning|evening) (there|all|team|guys|everyone|)
  (good night|goodnight|gn|g'nite|gnite|night|nite|night night)
  have a (good night|good evening|good afternoon|good|great|nice|lovely) (night|one|day|evening|weekend|rest|)
  (bye|bye bye|byebye|ciao|cya|ttyl|take care|stay safe|god bless)
  (talk|chat|speak) (later|soon|tomorrow|tmrw|tmr)
  (see|c) (you|u|ya|y'all) (later|soon|tomorrow|tmrw|tmr|tomo|monday|next week|next time|)
  (boss|chief|sir|ma'am|maam|team|guys|folks|all|everyone|buddy|bud|man|dude|bro|sis|hun|my friend|friend|homie|hon|luv|love)
  (sure|of course|10-4|10 4|roger|roger that|no worries)
  (sorry|sry|srry|my bad|apologies|oops|whoops) (about that|for the delay|for the late reply|late reply|for late reply|)
  (sorry|sry|) (i|) (forgot|forgot to text|forgot to reply|forgot to check in|missed this|missed your text|just saw this|just seeing this|was driving|was busy|was in the shower|fell asleep|was asleep)
  (sorry|sry|) (i'm|im|for being|) late
  (sorry|sry|) (my|) (phone|cell) (died|was dead|was off|was on silent)
  (don't|dont|no need to|stop) (worry|worrying) (about me|)
  no need to (call|text|check on me|check in on me)
  (actually|honestly|so tired|sounds good)
  (just|) (letting|wanted to let|want to let) (you|u) know (that|)
  (just|) wanted to say (that|)
  update
  (lol|haha|hehe|xo|xoxo|xox|xx)
  (checking in|check in|checked in|my check in|copy|copy that|happy to report)
  `,
  `
  (merci|mercii|mci|mrc|mrci) (beaucoup|bcp|bien|à vous|à toi|à tous|pour tout|encore|de demander|d'avoir demandé|de vérifier|du suivi|)
  (bonjour|bjr|bonsoir|bsr|allo|allô|salut|coucou|hey|bon matin) (tout le monde|l'équipe|la gang|gang|)
  (bonne|bon) (nuit|soirée|journée|fin de semaine|fds|week-end|weekend|soir|fin de journée|repos)
  (à demain|a 2m1|à plus|à plus tard|à bientôt|à la prochaine|bye|bye bye|babaille|bisous|bizz|bonne continuation)
  (désolé|désolée|dsl|scuse|scusez|scusez moi|oups|excuse|excusez|excusez moi|pardon|je m'excuse) (du retard|pour le retard|le retard|du délai|)
  (désolé|désolée|dsl|) (j'avais|j'ai|javais) (oublié|pas vu|pas vu le message|manqué votre texto)
  (désolé|désolée|dsl|scuse|scusez|excusez|) (je|j'|) (conduisais|dormais|travaillais)
  (t'inquiète|t'inquiètes|inquiète toi|inquiète-toi|inquiétez-vous|vous inquiétez) (pas|)
  (pas d'inquiétude|pas d'inquiétudes)
  belle soirée
  (désolé|désolée|dsl|) (mon|) (cell|tel|téléphone) (était|etait) (mort|fermé|éteint)
  (désolé|désolée|dsl|) (j'avais|javais|j'ai|jai) (pu|plus) de (batterie|pile|jus)
  (là|mdr|hihi|bon|ben|eh bien|les amis|la gang|boss|d'accord|dac|dak)
  `,
);

/** Stands around a wish. Beside an all-clear it makes one of it: "home please". */
export const PLEASE = phrases('(please|pls|plz)', "(svp|stp|s'il vous plaît|s'il te plaît)");

/** What a phone or a voice writes of its own accord. */
export const BY_ITSELF = phrases(
  `
  sent from my (iphone|phone|ipad|samsung|samsung galaxy|android|mobile)
  get outlook for (ios|android)
  (period|comma|full stop|exclamation mark|exclamation point)
  `,
  `
  envoyé de mon (iphone|ipad|cell|téléphone|android)
  envoyé à partir de (outlook|mon iphone) (pour android|pour ios|)
  (virgule|point final)
  `,
);

/** How it was until then, or is beside: nothing that anybody has to see to. */
export const BESIDE = phrases(
  `
  (i'm|im|i am|) (tired|so tired|exhausted|sleepy|beat|wiped|pooped|cold|wet|soaked|hungry|late) but
  (long|busy|late|crazy|hectic) (night|day|shift|evening|one) but
  (the|my|) (bus|train|ride|streetcar|ion) was late (but|so|)
  (walked|biked|bused|drove) home
  (my phone|phone) was charging
  (took|got|caught|grabbed) (a|an|the) (cab|taxi|uber|lyft|ride|bus|lift) (home|back|)
  (uber|taxi|cab|lyft|bus|roommate|roomie|mom|dad|friend|partner|my roommate|my mom|my dad|my friend|my partner|my sister|my brother) (picked me up|drove me|drove me home|drove me back|dropped me off|dropped me)
  (got|) dropped off (at home|)
  (i'm|im|) (at|back at) (my|) (mom's|moms|mum's|mums|dad's|dads|parents|sister's|sisters|brother's|brothers|aunt's|aunts|friend's|friends|boyfriend's|girlfriend's|bfs|gfs) (place|house|apartment|)
  (at|back at) the (house|shelter|apartment|apt|room|hotel|motel)
  (i'm|im|i am|we're) (in|back)
  (still|) alive
  all quiet
  5 by 5
  `,
  `
  (je suis|chu|jsuis|) (fatigué|fatiguée|crevé|crevée|brûlé|brûlée|épuisé|épuisée|gelé|gelée|trempé|trempée) mais
  (grosse|longue|grande) (soirée|journée|nuit) mais
  (le bus|l'autobus|le métro) (était|etait) en retard (mais|)
  (j'ai pris|jai pris|pris) (un taxi|un uber|le bus|l'autobus|le métro) (pour rentrer|)
  (chez|à) (ma|mon) (mère|mere|soeur|père|frère|blonde|chum|ami|amie|coloc|tante)
  (ma|mon) (mère|mere|soeur|père|frère|blonde|chum|ami|amie|coloc) (m'a|ma) (ramené|ramenée|reconduit|reconduite|déposé|déposée)
  (ma|mon) (mère|mere|soeur|père|frère|blonde|chum|ami|amie|coloc) est (venu|venue) me chercher
  toujours (vivant|vivante|en vie)
  `,
);

/** A wish for whoever reads it: it says nothing of whoever writes. `Rentré bien` without its accent looks the same. */
export const WISH = phrases('(get|got to get|make it) home (safe|safely|ok)', '(rentre|rentrez) bien');
/** After these it is what they say of themselves: "je suis rentre bien". */
export const NOT_BEFORE_WISH: ReadonlySet<string> = new Set([
  'suis',
  'jsuis',
  'chu',
  'chui',
  'chuis',
  'shui',
]);

/** The question that is only manners, at the end of an answer. */
export const AND_YOU = phrases(
  `
  (and|n|) (how are|how r|how about|how bout|what about) (you|u|ya|yourself|urself|things) (doing|)
  (and|n|) (you|u|yourself|urself)
  (hbu|wbu|hru)
  `,
  'et (toi|vous)',
  '(et|) (comment vas-tu|comment allez-vous|comment ça va) (toi|vous|)',
);
