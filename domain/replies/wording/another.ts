import { phrases } from '../phrasebook';

/** A wish to speak with somebody else than usual, anywhere in a reply: a named human within the promised time. */
export const ASK_ANOTHER = phrases(
  `
  (talk|talking|speak|speaking|chat|chatting) (to|with) another (person|professional|worker|supervisor|counsellor|counselor|one|human|staff|staff member|support worker|mentor)
  (talk|talking|speak|speaking|chat|chatting) (to|with) a different (person|professional|worker|supervisor|counsellor|counselor|human|staff|staff member|support worker|mentor)
  (talk|talking|speak|speaking|chat|chatting) (to|with) (someone|somebody|anyone|anybody) else
  (want|need|would like|i'd like|id like|can i have|can i get) (another|a different) (professional|worker|supervisor|counsellor|counselor|support worker)
  another professional
  `,
  `
  (parler|jaser) (à|a|avec) (quelqu'un|qqun|qq1|quelquun) (d'autre|autre|dautre)
  (parler|jaser) (à|a|avec) (un autre|une autre) (personne|professionnel|professionnelle|intervenant|intervenante|superviseur|superviseure|travailleur|travailleuse|humain|)
  (veux|voudrais|aimerais|besoin d') (un autre|une autre) (professionnel|professionnelle|intervenant|intervenante|superviseur|superviseure)
  (un autre professionnel|une autre professionnelle)
  `,
);
