import { phrases } from '../phrasebook';

/** To "would you like to become a mentor?", beside what people say to any offer. */
export const TAKES_ROLE = phrases(
  `
  (i'd|i would|i'll|i will|yes i'd|yes i would|sure i'd|sure i would) (like|love|be happy|be glad|be honoured|be honored) (to|that|it) (become|be|try being|) (a|) (mentor|) (too|)
  (i|yes i|) want (to|) (become|be|try|try being|do|) (a|) (mentor|it|this|that) (too|)
  (make|sign) me (a mentor|up)
  (i'm|im|i am) ready (to mentor|to be a mentor|for it|)
  (let's|lets) talk (about it|)
  `,
  `
  (j'aimerais|j'aimerais bien|je voudrais|je veux|oui j'aimerais|oui je veux|je souhaite) (ça|ca|le faire|bien|essayer|accompagner|accompagner à mon tour|être mentor|être mentore|devenir mentor|devenir mentore|être mentor à mon tour)
  (je suis|chu|jsuis) (prêt|prête) (à accompagner|à être mentor|à devenir mentor|)
  (on peut|) (en parler|parlons-en|on en parle)
  `,
);
export const LEAVES_ROLE = phrases(
  `
  (i|) (don't|dont|do not) (want|feel ready|think so|think i want) (to be|to become|to|) (a mentor|it|this|) (right now|yet|)
  (it's|its|it is|) too (soon|early|much) (for me|right now|)
  (maybe|perhaps) later
  `,
  `
  (je|j'|) (veux|me sens|pense|suis) pas (être mentor|devenir mentor|prêt|prête|) (pour l'instant|encore|)
  (c'est|) trop (tôt|vite|pour moi) (pour moi|)
  (peut-être|) plus tard
  `,
);
