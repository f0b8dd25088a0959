import type { Lang } from '../language';

/** What was refused, by its code, on somebody's own page: to them, in their language, without blame. */
const en: Record<string, string> = {
  AlreadyDecided: 'This was answered already. Nothing has changed.',
  ConsentNeeded: 'We keep this only if you agree. Nothing was kept.',
  DateNotInFuture: 'Please choose a time that is still to come.',
  EventOver: 'This event has begun, or is cancelled.',
  GoalLetGo: 'You let this goal go. You can add a new one.',
  HasAccount: 'You have an account here as a colleague. Please talk with whoever runs the program.',
  HeldUp:
    'Not just now: a shift, an alarm or a request of yours is still open, and until it is over we need to know how to reach you. Please try again after.',
  InThePast: 'Please choose a time that is still to come.',
  NotATitle: 'Please write a few words, not more than 200 characters.',
  NotAWallClock: 'Please give a day and a time.',
  NotInvited: 'We do not have an invitation for you. Write to us if you would like to come.',
  NotPossibleNow: 'This has changed meanwhile. Look at how it stands now.',
  NotStars: 'Please choose a number from 1 to 5.',
  NothingToTakeBack: 'There is nothing to take back: nothing will be removed.',
  NotTheirs: 'This was answered already.',
  OutOfRange: 'Please give a day and a time.',
  StepsSaySo: 'This goal has steps: say which of them are done.',
  TooLong: 'That is a little too long. Please shorten it.',
  TooManySteps: 'A goal has 20 steps at most.',
  UnknownGroup: 'Please choose one from the list, or none.',
  UnknownMeeting: 'Another meeting is next by now. Look at how it stands.',
  WordsNeeded: 'Please write a few words.',
};
const fr: typeof en = {
  AlreadyDecided: 'La réponse est déjà donnée. Rien n’a changé.',
  ConsentNeeded: 'On ne le garde que si tu es d’accord. Rien n’a été gardé.',
  DateNotInFuture: 'Choisis un moment à venir, s’il te plaît.',
  EventOver: 'Cet événement a commencé, ou il est annulé.',
  GoalLetGo: 'Tu as laissé aller ce but. Tu peux en ajouter un nouveau.',
  HasAccount: 'Tu as un compte de collègue ici. Parles-en avec la personne qui gère le programme.',
  HeldUp:
    'Pas tout de suite : un quart, une alerte ou une demande à toi est en cours, et d’ici là on doit pouvoir te joindre. Essaie de nouveau après.',
  InThePast: 'Choisis un moment à venir, s’il te plaît.',
  NotATitle: 'Écris quelques mots, 200 caractères au plus.',
  NotAWallClock: 'Indique un jour et une heure.',
  NotInvited: 'On n’a pas d’invitation pour toi. Écris-nous si tu veux venir.',
  NotPossibleNow: 'Ça a changé entre-temps. Regarde où en sont les choses.',
  NotStars: 'Choisis un nombre de 1 à 5.',
  NothingToTakeBack: 'Il n’y a rien à annuler : rien ne sera supprimé.',
  NotTheirs: 'La réponse est déjà donnée.',
  OutOfRange: 'Indique un jour et une heure.',
  StepsSaySo: 'Ce but a des étapes : dis lesquelles sont faites.',
  TooLong: 'C’est un peu trop long. Raccourcis, s’il te plaît.',
  TooManySteps: 'Un but a 20 étapes au plus.',
  UnknownGroup: 'Choisis dans la liste, ou rien.',
  UnknownMeeting: 'C’est maintenant une autre rencontre qui vient. Regarde où en sont les choses.',
  WordsNeeded: 'Écris quelques mots.',
};

export const own: Record<Lang, { byCode: typeof en; other: string; away: string }> = {
  en: {
    byCode: en,
    other: 'That is not possible just now. Look at how it stands, or write to us.',
    away: 'A part of the service is away for a moment. Please look again in a few minutes.',
  },
  fr: {
    byCode: fr,
    other: 'Ce n’est pas possible en ce moment. Regarde où en sont les choses, ou écris-nous.',
    away: 'Une partie du service est absente un instant. Reviens voir dans quelques minutes.',
  },
};
