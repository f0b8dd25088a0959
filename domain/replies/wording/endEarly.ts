import { phrases } from '../phrasebook';

/** The shift ends sooner than planned. It clears nothing by itself: whoever writes it is asked whether they are safe. */
export const END_EARLY = phrases(
  `
  (i'm|im|we're|i am|we are|i|we|) (all done|done|finished|finishing|leaving|ending|ended|stopping|heading out|going home|off|out|wrapped up|wrapping up) (up|) early (today|tonight|)
  (i'm|im|) (done|finished) (sooner|ahead of time|before time|before the end)
  (my|the|) shift (ended|is ending|ends|is over|finished|is done) early (today|tonight|)
  (i'm|im|) (end|ending|finishing) (my|the|) shift (early|now) (today|tonight|)
  `,
  `
  (j'ai|g|on a|je viens de|) (fini|finis|finie|finir|terminé|terminée|terminer) (mon quart|mon shift|) (plus tôt|plus tot|avant l'heure|d'avance|avant le temps) (aujourd'hui|à soir|ce soir|)
  (je|on|) (finis|fini|finit|termine|pars|quitte|m'en vais) (plus tôt|plus tot|avant l'heure|d'avance) (aujourd'hui|à soir|ce soir|)
  (mon quart|mon shift|le quart) (finit|fini|se termine|est fini|est terminé) (plus tôt|plus tot|avant l'heure)
  `,
);
