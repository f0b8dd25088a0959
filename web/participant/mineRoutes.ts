import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotThere } from '../../client/fullCircle';
import { calendarFile, type CalendarEntry } from '../../domain/calendarFile';
import { as } from '../../domain/ids';
import { calledInMessage } from '../../domain/names';
import type { Caller } from '../../office/access';
import { isLang, type Lang } from '../i18n/language';
import { isRefusal, ownRefusalText } from '../i18n/refusals';
import type { Parts } from '../parts';
import { sendPage } from '../ui/page';
import { mineOf, type Mine } from './mine';
import { actOnOwnData } from './ownData';
import { MinePage } from './minePage';
import { openLink, type Opened } from './openLink';
import { GonePage } from './pages';

type Open = Extract<Opened, { state: 'open' }>;
type Form = Record<string, string | undefined>;

/** Behind every personal link: the reader's own dates, goals and break, and files for their calendar. */
export function mineRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/p/:token/mine', { schema: { hide: true } }, async (request, reply) =>
    within(request, reply, async (opened, token) => {
      const { said } = request.query as { said?: string };
      return show(reply, token, opened, said === 'saved' ? said : undefined);
    }),
  );

  app.post('/p/:token/mine', { schema: { hide: true } }, async (request, reply) =>
    within(request, reply, async (opened, token) => {
      const mine = await own(opened);
      const form = (request.body ?? {}) as Form;
      try {
        if (mine) await carryOut(mine, themself(opened), form);
        return reply.redirect(`/p/${token}/mine?said=saved`, 303);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return await show(reply, token, opened, ownRefusalText(error, langOf(opened)), 409);
      }
    }),
  );

  const file = (path: string, entry: (caller: Caller, mine: Mine, params: Form) => Promise<CalendarEntry>) =>
    app.get(`/p/:token/${path}`, { schema: { hide: true } }, async (request, reply) =>
      within(request, reply, async (opened) => {
        const mine = await own(opened);
        if (!mine) throw new NotThere('page');
        const calendar = calendarFile(await entry(themself(opened), mine, request.params as Form));
        return reply
          .header('content-type', 'text/calendar; charset=utf-8')
          .header('content-disposition', 'attachment; filename="date.ics"')
          .header('cache-control', 'no-store')
          .send(calendar);
      }),
    );
  const { meetings, events, appointments } = parts.office;
  file('meeting/:id/:number.ics', (caller, _mine, { id, number }) =>
    meetings.calendar(caller, id ?? '', Number(number)),
  );
  file('event/:id.ics', (caller, mine, { id }) => events.calendar(caller, id ?? '', mine.participant.id));
  file('appointment/:id.ics', (caller, _mine, { id }) => appointments.calendar(caller, id ?? ''));

  async function within(
    request: FastifyRequest,
    reply: FastifyReply,
    then: (opened: Open, token: string) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const { token } = request.params as { token: string };
    const opened = await openLink(parts, token);
    if (opened.state === 'open') return then(opened, token);
    const page = GonePage({ lang: request.lang, why: opened.state });
    return sendPage(reply, page, opened.state === 'unknown' ? 404 : 410);
  }

  async function show(
    reply: FastifyReply,
    token: string,
    opened: Open,
    said: string | undefined,
    status = 200,
  ): Promise<FastifyReply> {
    const of = await own(opened);
    const lang = langOf(opened);
    if (!of) return sendPage(reply, GonePage({ lang, why: 'expired' }), 410);
    const name = calledInMessage({ ...opened.person, familyName: opened.person.surname });
    return sendPage(reply, MinePage({ lang, token, name, of, said }), status);
  }

  function own(opened: Open): Promise<Mine | undefined> {
    return mineOf(parts, opened.caller, opened.person, opened.about?.programId, langOf(opened));
  }

  async function carryOut(mine: Mine, caller: Caller, form: Form): Promise<unknown> {
    const { office } = parts;
    const { id } = mine.participant;
    const of = (name: string) => form[name] ?? '';
    const goal = { goalId: of('goal') };
    const meeting = { number: Number(of('number')) };
    switch (form['act']) {
      case 'propose':
        return office.meetings.propose(caller, of('mentorship'), { ...meeting, startsWall: of('when') });
      case 'time-accept':
        return office.meetings.answerTime(caller, of('mentorship'), { ...meeting, answer: 'accept' });
      case 'time-keep':
        return office.meetings.answerTime(caller, of('mentorship'), { ...meeting, answer: 'decline' });
      case 'come':
        return office.events.answer(caller, of('workshop'), { participant: id, answer: 'coming' });
      case 'decline':
        return office.events.answer(caller, of('workshop'), { participant: id, answer: 'declined' });
      case 'goal':
        return office.goals.set(caller, id, { title: of('title') });
      case 'step':
        return office.goals.addStep(caller, id, { ...goal, title: of('title') });
      case 'step-done':
      case 'step-undo': {
        const whose = form['mentee'] ?? id;
        const done = form['act'] === 'step-done';
        return office.goals.step(caller, whose, { ...goal, stepId: of('stepId'), done });
      }
      case 'share':
      case 'unshare':
        return office.goals.share(caller, id, { ...goal, shared: form['act'] === 'share' });
      case 'let-go':
        return office.goals.letGo(caller, id, goal);
      case 'send':
        return office.resources.send(caller, { participant: of('mentee'), resource: of('resource') });
      case 'pause':
        return office.journeys.pause(caller, id);
      case 'resume':
        return office.journeys.resume(caller, id, {});
      default: {
        const done = actOnOwnData(parts, caller, id, form);
        if (!done) throw new NotThere('act');
        return done;
      }
    }
  }
}

/** A link is somebody's own: what they may do as staff stays out of it. */
function themself({ caller, person }: Open): Caller {
  return { ...caller, actor: `person:${person.id}`, scope: [], personId: as(person.id) };
}

function langOf({ person }: Open): Lang {
  return isLang(person.language) ? person.language : 'en';
}
