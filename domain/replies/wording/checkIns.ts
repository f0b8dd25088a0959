import { phrases } from '../phrasebook';

/** To "how are you doing?": not now. Asked again after a while; nothing is read into it. */
export const NOT_NOW = phrases(
  `
  (not|no not) (now|right now)
  (later|maybe later|ask me later|ask later|ask again later|ask me again later|text me later|another time|some other time|another day)
  (i'm|im|i am|) (busy|busy now|busy right now|busy today|too busy|too busy right now|at work|working|in a meeting|driving|sleeping)
  (i'll|ill|i will) (answer|text|write|reply|get back|get back to you|write back|text back) (later|tomorrow|soon|tonight|)
  (can't|cant|cannot|can not) (talk|text|answer|write) (right now|now|at the moment|today)
  (ask|try) (me|) (again|) (tomorrow|next week|in a few days|in a bit|another time)
  `,
  `
  (pas|non pas) (maintenant|tout de suite)
  (plus tard|peut-être plus tard|demande-moi plus tard|redemande plus tard|redemandez plus tard|demandez-moi plus tard|une autre fois|un autre jour|un autre moment)
  (je suis|chu|jsuis|) (occupé|occupée|trop occupé|trop occupée|ben occupé|ben occupée|au travail|à job) (là|maintenant|aujourd'hui|)
  (je|j') (réponds|répondrai|répond|écrirai|écris|vais répondre|te réécris|vous réécris) (plus tard|demain|tantôt|bientôt)
  (redemande|redemandez|réessaie|réessayez) (demain|la semaine prochaine|dans quelques jours|une autre fois)
  `,
);

/**
 * To the same question: do not ask me any more. Only what speaks of asking or of check-ins; whoever wants no texts at all
 * opts out, and that is read before.
 */
export const STOP_ASKING = phrases(
  `
  (please|) (stop|quit) asking (me|) (how i am|how i'm doing|how im doing|this|that|these questions|questions|if i'm ok|if im ok|if i am ok|)
  (please|) (don't|dont|do not) ask (me|) (again|anymore|any more|this again|that again|how i am|how i'm doing|how im doing|how i am doing)
  (please|) (stop|no more|end) (the|these|those|your|) (check-ins|check ins|checkins|check-in|questions)
  (i|) (don't|dont|do not) (want|need) (any more|anymore|more|these|the|any|your|) (check-ins|check ins|checkins|questions)
  (please|) (stop|quit) checking (in|up) (on me|with me|)
  `,
  `
  (svp|s'il te plait|s'il vous plait|) (arrête|arrêtez|cesse|cessez) de (me demander|demander|me le demander) (ça|comment je vais|comment ça va|)
  (ne|) me (demande|demandez) (plus|pus|pu) (ça|comment je vais|comment ça va|rien|)
  (plus|pu|pus) (de questions|de question|besoin de me demander)
  (arrête|arrêtez|cesse|cessez) (les|vos|tes|ces) (questions|suivis)
  (je|) (ne|) (veux|veut) (plus|pus|pu) (de questions|qu'on me demande|que tu me demandes|que vous me demandiez) (comment je vais|ça|)
  `,
);
