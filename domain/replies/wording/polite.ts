import { phrases } from '../phrasebook';

/** What may stand around an answer without changing it: thanks, greetings, excuses, how to say good night. */
export const POLITE = phrases(
  `
  <warm>
  and
  et
  pis
  (thanks|thank you|thank u|thankyou|thx|thnx|thks|tks|tx|ty|tysm|cheers|much appreciated|appreciate it)
  (thanks|thank you|thank u|thx|ty) (so much|very much|a lot|again|a bunch|all|for checking|for checking in|for checking on me|for asking)
  (please|pls|plz)
  (hi|hello|hey|heya|hiya|yo|good morning|good evening|good afternoon|morning|evening) (there|all|team|guys|everyone|)
  (good night|goodnight|gn|g'nite|gnite|night|nite|night night)
  have a (good night|good evening|good afternoon|good|great|nice|lovely) (night|one|day|evening|weekend|rest|)
  (bye|bye bye|byebye|ciao|cya|ttyl|talk later|talk soon|take care|stay safe|god bless)
  (see|c) (you|u|ya|y'all) (later|soon|tomorrow|tmrw|tmr|tomo|monday|next week|next time|)
  (boss|chief|sir|ma'am|maam|team|guys|folks|all|everyone|buddy|bud|man|dude|bro|sis|hun|my friend|friend|homie|hon|luv|love)
  (sure|of course)
  (sorry|sry|srry|my bad|apologies|oops|whoops) (about that|for the delay|for the late reply|late reply|for late reply|)
  (sorry|sry|) (i|) (forgot|forgot to text|forgot to reply|forgot to check in|missed this|missed your text|just saw this|just seeing this|was driving|was busy|fell asleep|was asleep)
  (sorry|sry|) (my|) phone (died|was dead|was off|was on silent)
  (lol|haha|hehe|xo|xoxo|xox|xx)
  (checking in|check in|checked in|my check in|copy|copy that|happy to report)
  `,
  `
  (merci|mercii|mci|mrc|mrci) (beaucoup|bcp|bien|à vous|à toi|à tous|pour tout|encore|de demander|d'avoir demandé|de vérifier|du suivi|)
  (svp|stp|s'il vous plaît|s'il te plaît)
  (bonjour|bjr|bonsoir|bsr|allo|allô|salut|coucou|hey|bon matin) (tout le monde|l'équipe|la gang|gang|)
  (bonne|bon) (nuit|soirée|journée|fin de semaine|fds|week-end|weekend|soir|fin de journée|repos)
  (à demain|a 2m1|à plus|à plus tard|à bientôt|à la prochaine|bye|bye bye|babaille|bisous|bizz|bonne continuation)
  (désolé|désolée|dsl|scuse|scusez|scusez moi|excuse|excusez|excusez moi|pardon|je m'excuse) (du retard|pour le retard|du délai|)
  (désolé|désolée|dsl|) (j'avais|j'ai|javais) (oublié|pas vu|pas vu le message|manqué votre texto)
  (désolé|désolée|dsl|) (je|) (conduisais|dormais|travaillais)
  (là|mdr|hihi|bon|ben|eh bien|les amis|la gang|boss)
  `,
);
