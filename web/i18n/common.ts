import type { Lang } from './language';

interface Common {
  backToStart: string;
  skip: string;
  /** By HTTP status: what happened, what to do. */
  errors: Record<string, [string, string]>;
  /** After an act that nobody can say of whether it was done. */
  pressAgain: string;
}

export const common: Record<Lang, Common> = {
  en: {
    backToStart: 'Back to the start',
    skip: 'Skip to the content',
    errors: {
      '400': [
        'That did not arrive as it should',
        'Something in the form was missing or not right. Go back and look it over.',
      ],
      '403': [
        'Not yours to open',
        'Your role, program or site does not cover this. An administrator can change that.',
      ],
      '404': [
        'There is nothing here',
        'The address may be wrong, or this lies outside your programs and sites.',
      ],
      '409': [
        'That is no longer possible',
        'Things have moved on since the page was shown. Look at how it stands now.',
      ],
      '429': ['Too many tries', 'Wait a little, then try again.'],
      '500': [
        'Something went wrong on our side',
        'It has been noted. Try once more; if it stays, tell whoever runs this service.',
      ],
      '503': ['A part of the service is away', 'Nothing was lost. Try again in a moment.'],
    },
    pressAgain: 'If need be, press again: it is done once.',
  },
  fr: {
    backToStart: "Retour à l'accueil",
    skip: 'Aller au contenu',
    errors: {
      '400': [
        "La demande n'est pas arrivée comme il faut",
        'Il manque quelque chose dans le formulaire, ou une valeur est erronée. Revenez en arrière et vérifiez.',
      ],
      '403': [
        "Cette page n'est pas pour vous",
        "Votre rôle, votre programme ou votre site n'y donne pas accès. Une personne administratrice peut le changer.",
      ],
      '404': [
        "Il n'y a rien ici",
        "L'adresse est peut-être erronée, ou la page est en dehors de vos programmes et de vos sites.",
      ],
      '409': [
        "Ce n'est plus possible",
        "La situation a changé depuis l'affichage de la page. Voyez où en sont les choses.",
      ],
      '429': ["Trop d'essais", 'Attendez un peu, puis essayez de nouveau.'],
      '500': [
        "Une erreur s'est produite de notre côté",
        'Elle a été notée. Essayez encore une fois; si elle persiste, prévenez la personne responsable du service.',
      ],
      '503': ['Une partie du service est absente', "Rien n'a été perdu. Essayez de nouveau dans un instant."],
    },
    pressAgain: "C'est peut-être déjà fait. Au besoin, appuyez de nouveau : ce n'est fait qu'une fois.",
  },
};
