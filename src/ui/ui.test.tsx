import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import {
  Backstage,
  Checkbox,
  ErrorSummary,
  fieldId,
  initials,
  MoneyField,
  RadioGroup,
  StateMark,
  Table,
  TextField,
} from "./index.ts";

const attribute = (html: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1];

describe("a field", () => {
  test("ties label, hint and error to its control", () => {
    const html = renderToStaticMarkup(
      <TextField name="room.code" label="Code" hint="3 to 12 letters" error={["Too short", "Taken"]} />,
    );
    expect(html).toContain('for="field-room-code"');
    expect(html).toMatch(/<input type="text" id="field-room-code"[^>]* name="room.code"/);
    expect(attribute(html, "aria-describedby")).toBe("field-room-code-hint field-room-code-error");
    expect(html).toContain('id="field-room-code-hint"');
    expect(html).toContain('id="field-room-code-error"');
    expect(html).toContain("Too short");
    expect(html).not.toContain("Taken");
    expect(attribute(html, "aria-invalid")).toBe("true");
  });

  test("says nothing of hint and error when there is none", () => {
    const html = renderToStaticMarkup(<TextField name="code" label="Code" error={[]} />);
    expect(html).not.toMatch(/aria-describedby|aria-invalid|field-error/);
  });

  test.each([
    [
      "radio group",
      "audience",
      <RadioGroup key="1" name="audience" label="Who" options={[{ value: "a", label: "A" }]} />,
    ],
    ["checkbox", "mail", <Checkbox key="2" name="mail" label="Mail" />],
    [
      "money",
      "price.amount",
      <MoneyField key="3" name="price" label="Price" currencies={["EUR"]} currencyLabel="Currency" />,
    ],
  ])("a link of the error summary lands on the control of a %s", (_, name, field) => {
    const html = renderToStaticMarkup(
      <>
        <ErrorSummary title="Not saved" errors={[{ name, message: "Wrong" }]} />
        {field}
      </>,
    );
    expect(html).toContain(`href="#${fieldId(name)}"`);
    expect(html).toMatch(new RegExp(`<input[^>]* id="${fieldId(name)}"`));
  });
});

test("an error summary is focusable, and absent without errors", () => {
  expect(
    renderToStaticMarkup(<ErrorSummary title="Not saved" errors={[{ message: "The line broke" }]} />),
  ).toMatch(/role="alert" tabindex="-1".*The line broke/i);
  expect(renderToStaticMarkup(<ErrorSummary title="Not saved" errors={[]} />)).toBe("");
});

describe("the line of visibility", () => {
  test.each(["room", "seller", "buyer", "commercial", "custom"] as const)(
    "%s always prints its words",
    (tone) => {
      for (const shape of ["block", "row"] as const) {
        for (const as of ["div", "li", "article"] as const) {
          const html = renderToStaticMarkup(
            <Backstage tone={tone} shape={shape} as={as} label="Only our team">
              A note
            </Backstage>,
          );
          expect(html.indexOf("Only our team")).toBeGreaterThan(0);
          expect(html.indexOf("Only our team")).toBeLessThan(html.indexOf("A note"));
          expect(html).toContain(`tone-${tone}`);
          expect(html).not.toContain("sr-only");
        }
      }
    },
  );

  test("a table row says its audience in words, and only that row", () => {
    const html = renderToStaticMarkup(
      <Table
        caption="Documents"
        rows={["Layout", "Margin"]}
        rowKey={(row) => row}
        columns={[
          { key: "t", header: "Title", rowHeader: true, cell: (row) => row },
          { key: "n", header: "Length", cell: (row) => row.length },
        ]}
        audience={(row) => (row === "Margin" ? { tone: "seller", label: "Only our team" } : undefined)}
      />,
    );
    expect(html.match(/Only our team/g)).toHaveLength(1);
    expect(html).toMatch(/<tr class="tone tone-seller"><th scope="row">Margin.*Only our team/);
  });
});

test("a state is told in words, its shape is decoration", () => {
  const html = renderToStaticMarkup(<StateMark state="late" label="Late" />);
  expect(html).toMatch(/<svg aria-hidden="true".*<\/svg>Late/);
});

test.each([
  ["Aino Maria Lehtonen", "AL"],
  ["Åsa", "Å"],
  ["  Örn   Öberg ", "ÖÖ"],
  ["", ""],
])("initials of %j are %j", (name, expected) => {
  expect(initials(name)).toBe(expected);
});
