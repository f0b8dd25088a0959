import { phrases } from '../phrasebook';

/** Stands in a phrase for any number or length of time. */
export const NUMBER = 'number';

const NEED =
  "i need|need|i'll need|we need|gonna need|going to need|give me|gimme|i'll be|ill be|i'm gonna be|im gonna be|gonna be|i'm staying|im staying|i'm working|im working|i'll stay|ill stay|gonna stay|going to stay|staying|stay|working|can i have|can i get|can i stay|could i have|could i get|could i stay|may i have|i want|want|il me faut|il me faudrait|me faut|besoin de|besoin d'|j'ai besoin de|j'ai besoin d'|j'aurais besoin de|je reste|jreste|je vais rester|je fais|j'en ai|jen ai|je travaille|je veux|donne moi|donnez moi|je peux avoir|puis-je avoir|est-ce que je peux avoir|je peux rester|";

/** More time, by the whole reply. `#` is how much. */
export const MORE = phrases(
  `
  (${NEED}) # (more|extra|additional|longer)
  (need|i need|gonna need|i'm gonna need) #
  (${NEED}) (another|an extra|an additional|extra|for another|for an extra) # (more|)
  (extend|can you extend|could you extend|can you extend me|can you extend it|can you extend by|extend by|add another|extend it|extend it by|extend me|extend my shift|extend my shift by|extend shift|add|plus|push|push by|push it|push it by|push it back) #
  (need|i need|gonna need|can i have|can i get) more time #
  (j'ai besoin|besoin|jai besoin) de plus de temps #
  (${NEED}) (encore|plus|un autre|une autre|autre|encore pour) # (de plus|)
  (il me faut|il me faudrait|besoin de|besoin d'|j'ai besoin de|j'ai besoin d'|j'aurais besoin de) #
  (${NEED}) # (de plus|d'extra|supplémentaire|supplémentaires|en plus|encore|autre|autres)
  (rajoute|rajoutez|ajoute|ajoutez|prolonge|prolongez|prolonger|prolonge le shift|prolonger le quart|prolonger mon quart) (moi|) (de|d'|) (encore|) #
  `.replaceAll('#', NUMBER),
);

/** Beside it: why. */
export const STILL_AT_IT = phrases(
  `
  (i'm|im|i am|we're|) (not|) (done|finished) yet
  (i'm|im|i am|we're|) not (done|finished)
  (i'm|im|i am|we're|) (still|) (working|here|at it|busy|at work|on site|with a client|running late|running behind)
  `,
  `
  (j'ai|jai|) (pas|pas encore) (fini|terminé)
  (je suis|chu|jsuis|) (encore|toujours) (là|ici|au travail|sur place|avec un client|avec une cliente)
  (je suis|chu|jsuis|) en retard
  `,
);

/** One of something: a number only before what it counts. */
export const ONE = ['a', 'an', 'one', 'un', 'une'] as const;

/** Numbers that people spell out. */
export const SPELLED: Readonly<Record<string, number>> = {
  two: 2,
  deux: 2,
  three: 3,
  trois: 3,
  four: 4,
  quatre: 4,
  five: 5,
  cinq: 5,
  ten: 10,
  dix: 10,
  fifteen: 15,
  quinze: 15,
  twenty: 20,
  vingt: 20,
  thirty: 30,
  trente: 30,
  forty: 40,
  quarante: 40,
  fifty: 50,
  cinquante: 50,
  sixty: 60,
  soixante: 60,
  ninety: 90,
};
