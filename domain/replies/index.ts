/** Understanding what people write back. */
export { codeOf, CODES } from './code';
export { duressPhraseProblems, saysDuressPhrase } from './duress';
export { understand, type Awaiting, type Effect, type ReplyContext, type Understanding } from './understand';
