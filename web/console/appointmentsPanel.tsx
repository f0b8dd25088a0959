import type { AppointmentShown } from '../../office/appointments';
import { companionsOf, type Companion } from '../../office/companions';
import { alongsideStrings } from '../i18n/alongside';
import { Field, Select } from '../ui/field';
import { FormKey } from './formKey';
import type { View } from './frame';
import type { Panel, PanelData } from './panels';
import { Card } from './personPage';
import { When } from './when';

interface Shown {
  view: View;
  data: PanelData;
  companions: Companion[];
}

const MOST = 8;

/** Appointments of a person's own, and who goes along. Only for those who may act for them: they can say a lot. */
export const appointmentsPanel: Panel = {
  id: 'appointments',
  column: 'narrow',
  async show(parts, caller, view, data) {
    if (!data.may.takePart || data.shown.journeys.length === 0) return null;
    const [appointments, all] = await Promise.all([
      parts.office.appointments.list(caller, { participant: data.shown.id }),
      companionsOf(parts.database, data.shown),
    ]);
    const companions = all.filter(({ personId }) => personId !== data.shown.person.id);
    const t = alongsideStrings[view.lang].appointments;
    return (
      <Card id="appointments" title={t.title}>
        {appointments.length === 0 && <p class="soft">{t.none}</p>}
        <ul class="stack-small">
          {appointments.slice(0, MOST).map((one) => (
            <Appointment key={one.id} view={view} data={data} companions={companions} one={one} />
          ))}
        </ul>
        <details class="more" id="new-appointment">
          <summary>{t.plan}</summary>
          <form class="form" method="post" action={`/people/${data.shown.id}/appointment`}>
            <FormKey />
            <Field
              label={t.what}
              name="title"
              id="appointment-title"
              maxLength={120}
              required
              autocomplete="off"
            />
            <Fields view={view} companions={companions} id="new" required />
            <div>
              <button class="button" type="submit" name="act" value="plan">
                {alongsideStrings[view.lang].record}
              </button>
            </div>
          </form>
        </details>
      </Card>
    );
  },
};

function Fields(props: Pick<Shown, 'view' | 'companions'> & { id: string; required?: boolean }) {
  const words = alongsideStrings[props.view.lang];
  return (
    <>
      <Field
        label={words.when}
        name="when"
        id={`appointment-when-${props.id}`}
        type="datetime-local"
        required={props.required ?? false}
      />
      <Field label={words.place} name="place" id={`appointment-place-${props.id}`} maxLength={200} />
      <Select
        label={words.appointments.companion}
        name="companion"
        id={`appointment-who-${props.id}`}
        options={[
          ['', words.nobody] as const,
          ...props.companions.map(({ personId, name }) => [personId, name] as const),
        ]}
      />
    </>
  );
}

function Appointment({ view, data, companions, one }: Shown & { one: AppointmentShown }) {
  const words = alongsideStrings[view.lang];
  const t = words.appointments;
  const action = `/people/${data.shown.id}/appointment`;
  const isOver = one.startsAt <= view.now;
  const button = (act: string, text: string) => (
    <button class="button button-small" type="submit" name="act" value={act}>
      {text}
      <span class="visually-hidden">: {one.title}</span>
    </button>
  );
  return (
    <li class="stack-small">
      <div class="spread">
        <strong>{one.title}</strong>
        <span class={one.status === 'kept' ? 'badge badge-good' : 'badge'}>
          {t.status[one.status] ?? one.status}
        </span>
      </div>
      <p class="small soft">
        <When view={view} at={one.startsAt} zone={one.zone} />
        {one.place && ` · ${one.place}`}
        {one.companion && ` · ${one.companion}`}
      </p>
      {one.status === 'planned' && (
        <form class="row" method="post" action={action}>
          <FormKey />
          <input type="hidden" name="appointment" value={one.id} />
          {isOver && button('kept', t.kept)}
          {isOver && button('not-kept', t.notKept)}
          {!isOver && button('cancel', words.remove)}
        </form>
      )}
      {one.status === 'planned' && (
        <details class="more" id={`move-${one.id}`}>
          <summary>
            {t.move}
            <span class="visually-hidden">: {one.title}</span>
          </summary>
          <form class="form" method="post" action={action}>
            <FormKey />
            <input type="hidden" name="appointment" value={one.id} />
            <Fields view={view} companions={companions} id={one.id} />
            <div>{button('move', words.record)}</div>
          </form>
        </details>
      )}
    </li>
  );
}
