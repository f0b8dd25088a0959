export interface FieldProps {
  label: string;
  name: string;
  id?: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'number' | 'date' | 'time' | 'datetime-local';
  value?: string | number;
  hint?: string;
  problem?: string;
  wide?: boolean;
  required?: boolean;
  autocomplete?: string;
  min?: string | number;
  max?: string | number;
  minLength?: number;
  maxLength?: number;
}

/** A labelled input; its hint and its problem are tied to it for those who do not see the page. */
export function Field(props: FieldProps) {
  const { label, hint, problem, wide, ...input } = props;
  const id = input.id ?? `f-${input.name}`;
  const attributes = { ...input, type: input.type ?? 'text' } as object;
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class={wide ? 'field field-wide' : 'field'}>
      <label for={id}>{label}</label>
      <input
        class="input"
        {...attributes}
        id={id}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span class="late-text small" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  );
}

/** A labelled choice from a list. The first option may be an empty "any". */
export function Select(props: {
  label: string;
  name: string;
  id?: string;
  value?: string;
  options: readonly (readonly [value: string, text: string])[];
  required?: boolean;
}) {
  const id = props.id ?? `f-${props.name}`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select class="input" id={id} name={props.name} required={props.required}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value} selected={value === (props.value ?? '')}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
