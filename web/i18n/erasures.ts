import type { HeldUpBy } from '../../office/erasure/heldUp';
import type { Lang } from './language';

const en = {
  title: 'Personal data',
  hint: 'Everybody may ask to be forgotten.',
  open: 'Remove this person …',
  waiting: (at: string, by: string) => `Everything personal is removed after ${at}. Asked for by ${by}.`,
  heldUp: {
    'on-shift': 'It waits until their shift has closed.',
    'open-escalation': 'It waits until somebody has said how the escalation ended.',
    'open-request': 'It waits until their request to speak with somebody is over.',
    'path-under-way': 'Their path or a pair is ending; it goes on by itself.',
    failed: 'It did not work and is tried again. Tell whoever runs this installation.',
  } satisfies Record<HeldUpBy, string>,
  takeBack: 'They stay after all',
  pageTitle: (name: string) => `Remove ${name}?`,
  lead: 'A week from now. Until then it can be taken back; after that, never.',
  goes: 'What is removed',
  goesList: [
    'Name, numbers, addresses, and what they are called by.',
    'What was written to them, what they wrote, and what was written to others about them.',
    'Surveys, goals, notes, safety plans, links, and how they describe themselves.',
    'Their path ends as when somebody leaves; those on the other side of a pair are told kindly.',
  ],
  stays: 'What stays',
  staysList: [
    'That things happened, as codes under an id that leads nowhere: figures keep their totals.',
    'What other people wrote in their own words.',
    'Copies at the telephone company, in mailboxes and in backups, until those are over. Ask whoever runs this installation.',
  ],
  confirm: (name: string) => `To be sure, write their given name: ${name}`,
  wrongName: 'That is not the name. Nothing was done.',
  submit: 'Remove in a week',
  back: 'Back, change nothing',
  self: {
    title: 'How they describe themselves',
    hint: 'Nobody has to say. It shows whether everybody gets the same chances, in numbers only, and nothing depends on it.',
    nothing: 'Nothing is kept.',
    group: 'Group',
    none: 'rather not say',
    words: 'In their own words',
    consent: 'They agreed that this is kept',
    save: 'Keep',
    takeBack: 'Take it back',
  },
};

const fr: typeof en = {
  title: 'Données personnelles',
  hint: 'Toute personne peut demander à être oubliée.',
  open: 'Retirer cette personne…',
  waiting: (at, by) => `Tout ce qui est personnel sera supprimé après le ${at}. Demandé par ${by}.`,
  heldUp: {
    'on-shift': 'En attente de la fin de son quart.',
    'open-escalation': 'En attente du dénouement de l’alerte.',
    'open-request': 'En attente de la fin de sa demande de parler à quelqu’un.',
    'path-under-way': 'Son parcours ou un jumelage se termine; la suite se fait d’elle-même.',
    failed: 'Cela n’a pas fonctionné et sera essayé de nouveau. Avertissez qui gère cette installation.',
  },
  takeBack: 'La personne reste, finalement',
  pageTitle: (name) => `Retirer ${name}?`,
  lead: 'Dans une semaine. D’ici là, on peut l’annuler; ensuite, jamais.',
  goes: 'Ce qui est supprimé',
  goesList: [
    'Le nom, les numéros, les adresses et la façon de l’appeler.',
    'Ce qui lui a été écrit, ce que la personne a écrit et ce qui a été écrit à d’autres à son sujet.',
    'Les questionnaires, objectifs, notes, plans de sécurité, liens et sa description d’elle-même.',
    'Son parcours se termine comme lors d’un départ; l’autre personne du jumelage l’apprend avec délicatesse.',
  ],
  stays: 'Ce qui reste',
  staysList: [
    'Le fait que des choses se sont passées, en codes, sous un identifiant qui ne mène nulle part : les totaux restent justes.',
    'Ce que d’autres ont écrit dans leurs propres mots.',
    'Les copies chez la compagnie de téléphone, dans les boîtes courriel et les sauvegardes, jusqu’à leur échéance. Demandez à qui gère cette installation.',
  ],
  confirm: (name) => `Pour être sûr, écrivez son prénom : ${name}`,
  wrongName: 'Ce n’est pas le bon nom. Rien n’a été fait.',
  submit: 'Supprimer dans une semaine',
  back: 'Revenir sans rien changer',
  self: {
    title: 'Comment la personne se décrit',
    hint: 'Personne n’est tenu de répondre. Cela montre, en nombres seulement, si tout le monde a les mêmes chances; rien n’en dépend.',
    nothing: 'Rien n’est conservé.',
    group: 'Groupe',
    none: 'préfère ne pas répondre',
    words: 'Dans ses propres mots',
    consent: 'La personne accepte que ce soit conservé',
    save: 'Conserver',
    takeBack: 'Retirer',
  },
};

export const erasureStrings: Record<Lang, typeof en> = { en, fr };
