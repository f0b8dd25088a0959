import { NotThere } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import {
  can,
  guard,
  may,
  NotAllowed,
  scopeOf,
  within,
  withinPrograms,
  type Caller,
} from '../../office/access';

const kitchener = { programId: 'kwmunity', siteId: 'kwmunity.kitchener' };
const cambridge = { programId: 'kwmunity', siteId: 'kwmunity.cambridge' };
const elsewhere = { programId: 'cat', siteId: 'cat.downtown' };
const caller = (scope: Caller['scope'], personId?: string): Caller => ({
  actor: 'account:ana',
  via: 'console',
  scope,
  ...(personId ? { personId: as(personId) } : {}),
});

it('lets an administrator do everything everywhere', () => {
  expect(can([{ role: 'admin' }], 'manage-access', elsewhere)).toBe(true);
});

it('keeps a coordinator of one program out of another', () => {
  const scope = [{ role: 'coordinator' as const, programId: 'kwmunity' }];
  expect(can(scope, 'decide-journeys', cambridge)).toBe(true);
  expect(can(scope, 'see', elsewhere)).toBe(false);
});

it('keeps a supervisor of one site out of the other, and out of what belongs to no site', () => {
  const scope = [{ role: 'supervisor' as const, ...kitchener }];
  expect(can(scope, 'handle-escalations', kitchener)).toBe(true);
  expect(can(scope, 'see', cambridge)).toBe(false);
  expect(can(scope, 'see', { programId: 'kwmunity', siteId: null })).toBe(false);
  expect(can(scope, 'manage-people', kitchener)).toBe(false);
});

it('adds up several grants, each with its own role', () => {
  const scope = [
    { role: 'viewer' as const, programId: 'kwmunity' },
    { role: 'supervisor' as const, ...cambridge },
  ];
  expect(can(scope, 'manage-shifts', cambridge)).toBe(true);
  expect(can(scope, 'manage-shifts', kitchener)).toBe(false);
  expect(can(scope, 'see', kitchener)).toBe(true);
});

it('grants nothing for a role it does not know', () => {
  expect(scopeOf([{ role: 'superuser' }])).toEqual([]);
});

it('says that a thing does not exist to whoever may not know of it, and that it is not allowed to whoever may', () => {
  const viewer = caller([{ role: 'viewer', programId: 'kwmunity' }]);
  expect(() => guard(viewer, 'manage-shifts', elsewhere, 'shift s1')).toThrow(NotThere);
  expect(() => guard(viewer, 'manage-shifts', kitchener, 'shift s1')).toThrow(NotAllowed);
});

it('lets people take part in their own path, and in nobody else’s', () => {
  const sam = caller([], 'person-sam');
  expect(may(sam, 'take-part', kitchener, 'person-sam')).toBe(true);
  expect(may(sam, 'take-part', kitchener, 'person-alex')).toBe(false);
  expect(may(sam, 'decide-journeys', kitchener, 'person-sam')).toBe(false);
  expect(may(caller([]), 'take-part', kitchener, null)).toBe(false);
});

it('turns a scope into a filter that finds exactly what the scope reaches', () => {
  expect(within([{ role: 'admin' }])).toEqual({});
  // An empty list of alternatives would be no condition at all in a query that has others beside it.
  expect(within([])).toEqual({ OR: [{ programId: '' }] });
  expect(
    within([
      { role: 'viewer', programId: 'cat' },
      { role: 'viewer', ...kitchener },
    ]),
  ).toEqual({
    OR: [{ programId: 'cat' }, kitchener],
  });
  expect(within([{ role: 'viewer', programId: 'cat' }], 'manage-shifts')).toEqual({
    OR: [{ programId: '' }],
  });
});

it('never takes a grant on a site for a grant on everything', () => {
  expect(within([{ role: 'viewer', siteId: 'cat.downtown' }])).toEqual({ OR: [{ siteId: 'cat.downtown' }] });
  expect(withinPrograms([{ role: 'viewer', siteId: 'cat.downtown' }])).toEqual({ programId: { in: [] } });
});
