import { phrases } from '../phrasebook';

/** To the offer of a match, or of becoming a mentor. */
export const ACCEPT = phrases(
  `
  (i|) (accept|agree|agreed|accepted)
  (sure|sure thing|for sure|of course|definitely|absolutely|perfect|awesome|great|roger|cool|10-4)
  (sounds|looks) (good|great|perfect|fine|nice|awesome|lovely) (to me|)
  (i'm|im|count me|i'd be|i would be) (in|down|happy to|glad to|up for it|interested|game)
  (let's|lets) (do it|do this|go|try it|try)
  (yes|yep|yeah|sure|ok) (please|i accept|let's do it|that works|i'd like that|i would like that|i do|i will|why not)
  (that works|works for me|that's fine|that's great|i'd like that|i would love to|i'd love to|love to|happy to|gladly|why not|ok for me|fine by me|good with me)
  `,
  `
  (j'accepte|accepté|c'est accepté)
  (d'accord|dac|dak|dacc|entendu|absolument|mets-en|parfait|super|très bien)
  (ça|ca|sa) (marche|me va|me convient|me tente|me plait)
  (avec plaisir|volontiers|je veux bien|bien sûr|certain|certainement|pourquoi pas|je suis partant|je suis partante|chu partant|chu partante|je suis intéressé|je suis intéressée|chu down)
  (ok|d'accord|oui|bon|parfait|correct) pour moi
  (oui|ok|d'accord) (je veux|je veux bien|ça marche|ca marche|s'il vous plait)
  `,
);
export const DECLINE = phrases(
  `
  (no|nope|nah|no thanks|no thank you|no thx|no ty|no sorry|i decline|decline|declined|pass|i pass|i'll pass|ill pass|hard pass)
  (i'm|im|) not (interested|ready|for me|comfortable) (right now|yet|at this time|)
  (not right now|not now|not this time|not yet|not at this time|maybe another time|no not now)
  (i'd|i would) rather not
  (don't|dont|do not) want (to|this|it|a match)
  `,
  `
  (non|nan|non merci|non pas maintenant|je refuse|refusé|je décline|je passe)
  (je suis|chu|jsuis|) pas (intéressé|intéressée|pour moi|prêt|prête|à l'aise) (pour l'instant|)
  (pas maintenant|pas tout de suite|pas pour l'instant|pas cette fois|pas cette fois-ci|une autre fois)
  (j'aime mieux pas|j'aimerais mieux pas|je préfère pas|je préfère ne pas|je veux pas)
  `,
);

/** To "did you meet?". */
export const ATTENDED = phrases(
  `
  (we|i|we both|) (met|met up|did|did meet|attended|have met|saw each other|hung out|had coffee|talked|had our meeting|had a good meeting|had a great meeting) (today|yesterday|up|in person|by phone|on the phone|this morning|this afternoon|)
  (it|meeting|the meeting|) (went|was) (well|really well|great|good|ok|fine|very well|awesome|really good|amazing)
  (happened|it happened|done|meeting done)
  (we had a|had a|) (good|great|nice|really good) (meeting|chat|talk|visit)
  (we|i|) (met|met up|talked|chatted|spoke|had coffee) (with|w|to|) (her|him|them|my mentor|my mentee|my peer) (today|yesterday|this week|this morning|)
  (we|) (met|met up|talked|chatted|spoke) (today|yesterday|) (for coffee|over coffee|for lunch|on the phone|for number)
  `,
  `
  (on|nous|) (s'est|sest|c'est|nous sommes|s'était|se sont) (vu|vus|vues|rencontré|rencontrés|rencontrées|parlé|parlés)
  (vu|vus|vues|rencontré|rencontrés|fait|c'est fait|on s'est rencontre)
  (ça|ca|sa) (s'est|sest|a|c'est) (bien passé|super bien passé|été|bien été|ben été|très bien été)
  (j'ai|jai|on a) (vu|rencontré|eu notre rencontre|parlé)
  (belle|bonne|super) (rencontre|discussion|jasette)
  (on|nous|) (s'est|sest) (vu|vus|vues|parlé|parlés) (hier|aujourd'hui|ce matin|au téléphone)
  `,
);
export const MISSED = phrases(
  `
  (missed|missed it|we missed it|i missed it|missed each other|no show|no-show|nobody came|no one came)
  (no|nope|nah|no we didn't|no we didnt|no we did not|not this time|not this week|no meeting)
  (we|i|no we|) (didn't|didnt|did not|never|couldn't|couldnt|haven't) (meet|met|meet up|make it|get to meet|connect|go)
  (it was|it got|got|was|he|she|they|i|we|) (cancelled|canceled)
  (it|) (didn't|didnt|did not|never) (happen|happened|work out)
  (they|he|she|mentor|my mentor|mentee|my mentee) (didn't|didnt|did not|never) (show|show up|showed|showed up|come|came|make it)
  `,
  `
  (manqué|manquée|manque|raté|ratée|raté ça)
  (non|nan|pas vu|pas vus|pas cette fois|pas cette semaine|non pas vu)
  (on|nous|) (s'est|sest|s'était|nous sommes) (pas|manqué|manqués|ratés|raté) (vu|vus|vues|rencontré|rencontrés|)
  (on|je|j'ai|jai|) (a pas|n'a pas|ai pas|pas|n'ai pas) (pu|pu se voir|pu y aller|pu se rencontrer|eu lieu|allé|allée)
  (ça|ca) (a pas|n'a pas) (eu lieu|marché|adonné)
  (il|elle|mon mentor|ma mentore|mon pair) (est pas|n'est pas|est jamais) (venu|venue)
  (c'est|a été|) (annulé|annulée)
  `,
);

/** A wish to speak with a person. */
export const ASK_HUMAN = phrases(
  `
  (call|phone|ring) me (back|please|pls|asap|)
  (talk|speak|chat) (to|with) (a|an|another|some|) (one|someone|somebody|person|human|staff|supervisor|manager|worker|professional|counsellor|counselor|you)
  (real|actual) (person|human)
  (can|could) (you|u|someone|somebody) (please|) (call|phone)
  `,
  `
  (appelle|appelez|rappelle|rappelez) moi
  (parler|jaser) (à|a|avec) (quelqu'un|qqun|qq1|quelquun|une personne|un autre|une autre|un humain|un intervenant|une intervenante|un superviseur|vous|toi)
  (peux-tu|pouvez-vous|peut tu|pouvez vous|tu peux) m'appeler
  `,
);

/** What staff say when they take an escalation, beside its code. */
export const TAKING_IT = phrases(
  `
  (i'm|im|) on it
  (got it|have it|i have it|i got it|got this|i've got it|ive got it|i have this|mine|taking it|i'll take it|ill take it|i take it|i'm taking it|ack|acknowledge|acknowledged|roger|copy|received|on my way|yes|yep)
  (i'm|im|i am|) (calling|phoning|going|heading over|heading there|checking|checking on) (them|him|her|there|it|) (now|right now|)
  (i'll|ill|i will) (call|phone|handle it|check|check on|go|go look) (them|him|her|) (now|right now|right away|)
  will do
  `,
  `
  (je m'en occupe|j'm'en occupe|je men occupe|je m'en charge|je prends|je le prends|je la prends|je prends ça|reçu|bien reçu|pris|c'est pris|j'y vais|j'arrive|oui)
  (je|j') (l'appelle|lappelle|appelle|rappelle) (tout de suite|)
  `,
);
