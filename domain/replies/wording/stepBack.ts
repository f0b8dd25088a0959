import { phrases } from '../phrasebook';

/** A wish to rest one's path for a while, anywhere in a reply: no reason is asked, and the way back is open. */
export const STEP_BACK = phrases(
  `
  (i need to|i want to|i'd like to|id like to|i have to|i'll|i will|can i|let me|i am going to|i'm going to|im going to|gonna) step back
  (i am|i'm|im|i'll be|ill be) stepping back
  (i need to|i want to|i'd like to|i have to|can i|let me) (pause|rest) (my path|the program|mentoring|my mentoring|meetings|my meetings|for now|for a while)
  (need|want|taking|take|have) a break from (mentoring|meetings|the program|my path|this|the meetings)
  pause (my path|mentoring|my mentoring|my meetings|the meetings)
  `,
  `
  (je veux|je voudrais|j'aimerais|je dois|je vais|faut que je) (prendre|prenne) (du recul|une pause du mentorat|une pause des rencontres|une pause du programme)
  (je prends|je vais prendre) (du recul|une pause du mentorat|une pause des rencontres)
  (mettre|mets) (mon parcours|mon mentorat|le mentorat|les rencontres|mes rencontres) (en pause|sur pause)
  besoin de prendre (du recul|une pause du mentorat|une pause des rencontres)
  `,
);

/** The way back. Read only while the person's path rests. */
export const COME_BACK = phrases(
  `
  (i'm|im|i am) back
  (i'm|im|i am) ready (again|to come back|to go on|to continue)
  (i want to|i'd like to|id like to|can i) (come back|go on|continue|start again)
  `,
  `
  (je suis|chuis|chu) (de retour|revenu|revenue|pret|prete|prêt|prête)
  (je veux|je voudrais|j'aimerais) (revenir|reprendre|continuer)
  on reprend
  `,
);
