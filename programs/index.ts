/** Program definitions and rosters: data that people write, checked here, and what the product runs on made from it. */
export { storeProgram } from './store';
export { loadDefinition, parseDefinition, shippedPrograms, type LoadedProgram } from './load';
export { DefinitionErrors, formatProblem, type Problem } from './problems';
export { diffDefinitions, type Change } from './diff';
export { AREA_TITLES } from './diff/areas';
export { simulate, type Simulated } from './simulate';
export type { Definition, Factor, Question, Step, Survey } from './schema';
