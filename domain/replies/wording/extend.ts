import { phrases } from '../phrasebook';

/** Stands in a phrase for any number. */
export const NUMBER = 'number';

const MIN = 'm|min|mins|minute|minutes';
const HOUR = 'h|hr|hrs|hour|hours|heure|heures';
const NEED =
  "i need|need|i'll need|we need|gonna need|going to need|give me|ill be|i'll be|i'm staying|staying|working|il me faut|besoin de|j'ai besoin de|je reste|je fais|";

/** More time, a number of minutes (`#`). */
export const MORE_MINUTES = phrases(
  `
  (${NEED}) # (more|extra|additional) (${MIN}|)
  (${NEED}) (another|an extra|an additional|extra) # (${MIN}|)
  (${NEED}) # (${MIN}) (more|extra|longer)
  (extend|add|plus|extend by|push|push by|extend me) # (${MIN}|)
  (encore|rajoute|rajoutez|ajoute|ajoutez|prolonge|prolongez|prolonger de|plus) # (${MIN}|)
  (${NEED}) (encore|) # (${MIN}|) (de plus|d'extra|supplémentaires|en plus)
  `.replaceAll('#', NUMBER),
);

/** The same in hours. */
export const MORE_HOURS = phrases(
  `
  (${NEED}) # (more|extra|additional) (${HOUR})
  (${NEED}) (another|an extra|an additional|extra) # (${HOUR})
  (${NEED}) # (${HOUR}) (more|extra|longer)
  (extend|add|plus|extend by|push|push by) # (${HOUR})
  (encore|rajoute|ajoute|ajoutez|prolonge|prolongez|prolonger de) # (${HOUR})
  (${NEED}) (encore|) # (${HOUR}) (de plus|d'extra|supplémentaire|supplémentaires|en plus)
  (${NEED}) (another|an extra|one more|1 more) hour (more|)
  `.replaceAll('#', NUMBER),
);

export const MORE_HALF_HOURS = phrases(
  `
  (${NEED}) (another|an extra|one more) (half hour|half an hour|1/2 hour|1 2 hour)
  (${NEED}) (half an hour|half hour|a half hour|1/2 hour) (more|extra|longer)
  (encore|rajoute|ajoute|prolonge) (une demi-heure|une demie heure|une demi heure|1/2 heure)
  (${NEED}) (une demi-heure|une demie heure) (de plus|d'extra|en plus)
  `,
);

/** Numbers that people spell out. */
export const SPELLED: Readonly<Record<string, number>> = {
  one: 1,
  un: 1,
  une: 1,
  two: 2,
  deux: 2,
  three: 3,
  trois: 3,
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
  sixty: 60,
  soixante: 60,
};
