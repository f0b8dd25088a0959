import type { Lang } from './language';

const en = {
  nothing: 'There is nothing to say just now. Goodbye.',
  yours: 'Thank you. You have it now. Once you know how they are, please record how it ended. Goodbye.',
  stillYours: 'Thank you, that is noted. Once you know how they are, please record how it ended. Goodbye.',
  hasIt: (who: string) =>
    who === ''
      ? 'Somebody else has it already. Nothing more for you to do now. Thank you, and goodbye.'
      : `${who} has it already. Nothing more for you to do now. Thank you, and goodbye.`,
  closed: 'It is closed already. Nothing more for you to do. Thank you, and goodbye.',
  checkedIn: 'Thank you, you are checked in. Take good care. Goodbye.',
  helpComes: ({ emergency, crisis }: { emergency: string; crisis: string }) =>
    `We heard you, and people are being alerted now. In danger, call ${emergency}. To talk, at any time, call ${crisis}.`,
};

const fr: typeof en = {
  nothing: 'Il n’y a rien à dire pour le moment. Au revoir.',
  yours:
    'Merci. C’est maintenant vous qui vous en occupez. Une fois que vous savez comment va la personne, notez la suite. Au revoir.',
  stillYours: 'Merci, c’est noté. Une fois que vous savez comment va la personne, notez la suite. Au revoir.',
  hasIt: (who) =>
    who === ''
      ? 'Quelqu’un d’autre s’en occupe déjà. Rien de plus à faire pour vous maintenant. Merci, et au revoir.'
      : `${who} s’en occupe déjà. Rien de plus à faire pour vous maintenant. Merci, et au revoir.`,
  closed: 'Le dossier est déjà fermé. Rien de plus à faire pour vous. Merci, et au revoir.',
  checkedIn: 'Merci, c’est noté. Prends bien soin de toi. Au revoir.',
  helpComes: ({ emergency, crisis }) =>
    `On t’a entendu, et on avertit du monde maintenant. En danger, appelle le ${emergency}. Pour parler, en tout temps, appelle le ${crisis}.`,
};

/** What a call of ours answers to a key. */
export const callStrings: Record<Lang, typeof en> = { en, fr };
