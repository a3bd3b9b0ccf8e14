import type { ReactNode } from "react";
import { Field, type FieldProps } from "./Field.tsx";

/**
 * An amount and its currency; sends `name.amount` (as typed, in major units: the server parses and makes minor units) and
 * `name.currency` (ISO 4217). With one currency it is shown as a word, with several as a list.
 */
export function MoneyField(
  props: FieldProps & {
    currencies: readonly [string, ...string[]];
    currencyLabel: string;
    defaultAmount?: string | undefined;
    defaultCurrency?: string | undefined;
    required?: boolean | undefined;
  },
): ReactNode {
  const { name, currencies, currencyLabel, defaultAmount, defaultCurrency, required, ...field } = props;
  return (
    <Field {...field} name={`${name}.amount`}>
      {(wiring) => (
        <div className="joined">
          <input
            {...wiring}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={defaultAmount}
            required={required}
            className="input input-short input-number"
          />
          {currencies.length > 1 ? (
            <select
              name={`${name}.currency`}
              aria-label={currencyLabel}
              defaultValue={defaultCurrency ?? currencies[0]}
              className="input"
            >
              {currencies.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </select>
          ) : (
            <>
              <span>{currencies[0]}</span>
              <input type="hidden" name={`${name}.currency`} value={currencies[0]} />
            </>
          )}
        </div>
      )}
    </Field>
  );
}
