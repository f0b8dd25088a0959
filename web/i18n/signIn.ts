import type { Lang } from './language';

const en = {
  title: 'Sign in',
  lead: 'The staff console. Participants use the link in their message instead.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  wrong: 'This email and password do not go together.',
  wait: (minutes: number) =>
    minutes <= 1
      ? 'Too many tries. Wait a minute, then try again.'
      : `Too many tries. Wait ${minutes} minutes, then try again.`,
  signedOut: 'You are signed out.',
  firstTitle: 'Welcome to Full Circle',
  firstLead: 'You are the first one here. Make your own account; it can see and do everything.',
  given: 'Given name',
  surname: 'Surname (optional)',
  newPassword: 'Choose a password',
  newPasswordHint: 'At least 12 characters. A short sentence is easiest to remember.',
  create: 'Make my account',
  firstUsed: 'This link has done its work',
  firstUsedLead: 'It makes the first administrator, once. Sign in with that account.',
  toSignIn: 'To sign-in',
  problems: {
    name: 'Say what we may call you.',
    email: 'This does not look like an email address.',
    'too-short': 'At least 12 characters, please.',
    'too-long': 'That is longer than 256 characters.',
  },
};

const fr: typeof en = {
  title: 'Connexion',
  lead: "La console de l'équipe. Les participantes et participants utilisent plutôt le lien reçu dans leur message.",
  email: 'Courriel',
  password: 'Mot de passe',
  submit: 'Se connecter',
  wrong: 'Ce courriel et ce mot de passe ne vont pas ensemble.',
  wait: (minutes: number) =>
    minutes <= 1
      ? "Trop d'essais. Attendez une minute, puis réessayez."
      : `Trop d'essais. Attendez ${minutes} minutes, puis réessayez.`,
  signedOut: 'Vous êtes déconnecté·e.',
  firstTitle: 'Bienvenue dans Full Circle',
  firstLead:
    'Vous êtes la première personne ici. Créez votre propre compte ; il peut tout voir et tout faire.',
  given: 'Prénom',
  surname: 'Nom de famille (facultatif)',
  newPassword: 'Choisissez un mot de passe',
  newPasswordHint: 'Au moins 12 caractères. Une courte phrase se retient le mieux.',
  create: 'Créer mon compte',
  firstUsed: 'Ce lien a fait son travail',
  firstUsedLead: "Il crée une seule fois le premier compte d'administration. Connectez-vous avec ce compte.",
  toSignIn: 'Vers la connexion',
  problems: {
    name: 'Dites-nous comment vous appeler.',
    email: 'Ceci ne ressemble pas à une adresse de courriel.',
    'too-short': 'Au moins 12 caractères, s’il vous plaît.',
    'too-long': 'Cela dépasse 256 caractères.',
  },
};

export type SignInStrings = typeof en;
export const signIn: Record<Lang, SignInStrings> = { en, fr };
