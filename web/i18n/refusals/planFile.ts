import type { PlanImport } from '../../../office/shifts/planning';
import type { Lang } from '../language';
import { french } from './french';

/** What is wrong with a row of a plan of shifts, by its kind, for staff who read French; the columns keep their names. */
const frenchByCode: Record<string, (given: string, wanted: string) => string> = {
  ColumnMissing: () => 'Cette colonne manque dans l’en-tête.',
  ColumnUnknown: (_, wanted) => `Colonne inconnue ; les colonnes connues sont : ${wanted}.`,
  TooManyRows: (given, wanted) => `${given} lignes ; au plus ${wanted} par fichier.`,
  TooManyCells: (given, wanted) =>
    `${given} cellules pour ${wanted} colonnes ; mettez entre guillemets un texte qui contient le séparateur.`,
  QuoteStaysOpen: () => 'Un guillemet (") s’ouvre sans se fermer ; fermez-le dans la même cellule.',
  TextAfterQuote: () =>
    'Du texte suit un guillemet (") fermé ; mettez toute la cellule entre guillemets et doublez ceux du texte ("").',
  TooManyQuotes: () => 'Trop de guillemets (") mal placés ; rien n’a été lu après cette ligne.',
  SiteUnknown: (given, wanted) =>
    `${given ? `« ${given} » n’est pas un de vos sites` : 'Le site manque ; donnez un de vos sites'}${wanted && ` : ${wanted}`}.`,
  NotATime: (given, wanted) =>
    given
      ? `« ${given} » n’est pas une heure ; écrivez par exemple ${wanted}.`
      : `Écrivez par exemple ${wanted}.`,
  PeersMissing: () => 'Nommez au moins une personne paire, par son identifiant ou sa référence.',
  ModeUnknown: (given, wanted) => `« ${given} » est inconnu ; écrivez l’un de : ${wanted}.`,
};

/** One problem of a plan, in the reader's language where it is known in that. */
export function planProblemText(
  { problem, code, given = '', wanted = '' }: PlanImport['problems'][number],
  lang: Lang,
): string {
  if (lang === 'en' || code === undefined) return problem;
  return frenchByCode[code]?.(given, wanted) ?? french[code] ?? problem;
}
