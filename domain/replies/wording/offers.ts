import { phrases } from '../phrasebook';

/** To "would this shift suit you?", beside what people say to any offer. No reason is asked for; those given are not kept. */
export const TAKES_SHIFT = phrases(
  `
  (it|that|this|) (works|suits me|suits|fits|is good|would work|would be good|will work) (for me|with me|)
  (i|i'll|ill|i can|i will|yes i can|sure i can|) (take it|do it|be there|work it|work that|do that|make it)
  (put|sign) me (down|up) (for it|)
  i can
  `,
  `
  (ça|ca|sa|cela) (fonctionne|fait mon affaire|fait|me convient|serait correct|adonne) (pour moi|bien|)
  (je peux|je vais|oui je peux|j'peux|jpeux) (le faire|le prendre|y être|être là|travailler|)
  (je le prends|je prends le quart|je prends ça|je vais y être|je serai là|mettez moi|compte sur moi|comptez sur moi)
  `,
);
export const LEAVES_SHIFT = phrases(
  `
  (i|sorry i|no i|unfortunately i|) (can't|cant|cannot|can not|won't|wont|couldn't) (make it|do it|work|work it|work that|do that|take it|) (then|that day|)
  (it|that|this|) (doesn't|doesnt|does not|won't|wont) (work|suit me|suit|fit) (for me|)
  (i'm|im|) (busy|not available|unavailable|away) (then|that day|)
  `,
  `
  (je|j'|désolé je|désolée je|non je|) (peux|peut|pourrai|pourrais) pas (le faire|le prendre|travailler|y aller|y être|ce jour-là|)
  (ça|ca|sa|cela) (me|) (marche|va|convient|adonne|fonctionne) pas (pour moi|)
  (je suis|chu|jsuis|) (occupé|occupée|pas disponible|pas dispo|pas libre) (ce jour-là|)
  `,
);
