import {
  AudienceTag,
  Backstage,
  Badge,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  DateTimeField,
  DefinitionList,
  Disclosure,
  EmptyState,
  ErrorSummary,
  FileField,
  FilterBar,
  Icon,
  type IconName,
  MoneyField,
  Notice,
  Pagination,
  PeopleList,
  Person,
  Progress,
  RadioGroup,
  Section,
  Select,
  Stamp,
  type State,
  StateMark,
  SubmitButton,
  SubNav,
  Table,
  TextArea,
  TextField,
  Timeline,
  Toolbar,
} from "#ui/index.ts";

const documents = [
  { no: "D-001", title: "Technical specification, press section", rev: "C", size: "4.2 MB", state: "agreed" },
  {
    no: "D-002",
    title: "Price letter, firm proposal",
    rev: "A",
    size: "310 kB",
    state: "waiting",
    tone: "commercial",
  },
  {
    no: "D-003",
    title: "Margin calculation and risk notes before the second round",
    rev: "B",
    size: "88 kB",
    state: "draft",
    tone: "seller",
  },
  { no: "D-004", title: "Layout drawing PM 4", rev: "D", size: "12.7 MB", state: "done" },
] as const;

const audienceWords = {
  seller: "Only our team",
  buyer: "Only your team",
  commercial: "Commercial people of both sides",
} as const;

const states: readonly State[] = [
  "draft",
  "planned",
  "running",
  "waiting",
  "done",
  "late",
  "dropped",
  "blocked",
  "proposed",
  "agreed",
  "open",
  "go",
  "conditional",
  "hold",
  "rework",
  "no-go",
  "no-decision",
  "won",
  "lost",
];

const icons: readonly IconName[] = [
  "add",
  "bell",
  "calendar",
  "clock",
  "document",
  "download",
  "edit",
  "external",
  "eye",
  "filter",
  "globe",
  "handover",
  "help",
  "lock",
  "log",
  "mail",
  "overview",
  "people",
  "person",
  "phone",
  "process",
  "proposal",
  "reference",
  "search",
  "send",
  "settings",
  "specification",
  "thread",
  "upload",
  "value",
  "video",
  "info",
  "success",
  "warning",
  "problem",
];

export function Lists() {
  return (
    <>
      <SubNav
        label="Views"
        items={[
          { to: "/rooms/kotka/documents", label: "Register", count: 24 },
          { to: "/rooms/kotka/documents/requests", label: "Requested from us" },
          { to: "/rooms/kotka/documents/archive", label: "Archive" },
        ]}
      />
      <FilterBar label="Filter documents" submit="Show">
        <TextField name="q" label="Words" type="search" />
        <Select
          name="category"
          label="Category"
          empty="All"
          options={[
            { value: "t", label: "Technical" },
            { value: "c", label: "Commercial" },
          ]}
        />
      </FilterBar>
      <Toolbar
        actions={
          <ButtonLink to="/new" icon="upload">
            Share a document
          </ButtonLink>
        }
      >
        4 documents
      </Toolbar>
      <Section title="Register">
        <Table
          caption="Documents of this room"
          hideCaption
          rows={documents}
          rowKey={(row) => row.no}
          audience={(row) => ("tone" in row ? { tone: row.tone, label: audienceWords[row.tone] } : undefined)}
          columns={[
            { key: "title", header: "Title", rowHeader: true, cell: (row) => <a href="/d">{row.title}</a> },
            { key: "no", header: "Number", cell: (row) => row.no },
            { key: "rev", header: "Revision", cell: (row) => row.rev },
            {
              key: "state",
              header: "State",
              cell: (row) => <StateMark state={row.state} label={row.state} />,
            },
            { key: "size", header: "Size", align: "end", cell: (row) => row.size },
          ]}
          footer={{ title: "Together", size: "17.3 MB" }}
        />
        <Pagination
          label="Pages"
          previous={{ to: "?a", label: "Newer" }}
          next={{ to: "?b", label: "Older" }}
        />
      </Section>
      <Section title="Nothing yet">
        <EmptyState
          title="No reference cases are shared in this room."
          actions={<ButtonLink to="/x">Choose references</ButtonLink>}
        >
          Choose those that resemble this project; the customer sees them at once.
        </EmptyState>
      </Section>
    </>
  );
}

export function Thread() {
  return (
    <Section
      title="Conversation"
      note="Clause 4.2, guarantee values"
      actions={<AudienceTag tone="room" label="Everyone in the room" />}
    >
      <div className="grid gap-3">
        <Backstage tone="room" label="Everyone in the room" shape="row" as="article">
          <Person name="Aino Lehtonen" title="Purchasing lead" company="Kotka Mill" />{" "}
          <Stamp at="2027-03-04T09:12Z">4 March, 11:12</Stamp>
          <p className="mt-2">Could the moisture guarantee be given at 1,850 m/min instead of 1,800?</p>
        </Backstage>
        <Backstage tone="seller" label="Only our team" shape="row" as="article">
          <Person name="Petri Salo" title="Technology manager" />{" "}
          <Stamp at="2027-03-04T09:40Z">4 March, 11:40</Stamp>
          <p className="mt-2">
            Possible with the longer dryer group; I will check the steam balance before we answer.
          </p>
        </Backstage>
        <Backstage tone="buyer" label="Only the customer's team" shape="row" as="article">
          <p>Our board will decide on 12 April.</p>
        </Backstage>
        <Backstage tone="commercial" label="Commercial people of both sides" shape="row" as="article">
          <p>Payment terms as in the letter of 2 March.</p>
        </Backstage>
        <Backstage tone="custom" label="Technical working group" shape="row" as="article">
          <p>Trial run figures are in D-017.</p>
        </Backstage>
      </div>
      <div className="mt-6">
        <Backstage tone="seller" label="Only our team will read this">
          <div className="form">
            <TextArea
              name="text"
              label="Internal note"
              hint="Aino Lehtonen and the other people of Kotka Mill will not see it."
            />
            <div className="actions">
              <SubmitButton>Save the internal note</SubmitButton>
              <Button look="quiet" type="button">
                Cancel
              </Button>
            </div>
          </div>
        </Backstage>
      </div>
      <div className="mt-4">
        <PeopleList
          label="Seen by:"
          people={[
            { name: "Aino Lehtonen", company: "Kotka Mill" },
            { name: "Petri Salo" },
            { name: "Maria Virtanen" },
          ]}
        />
        <PeopleList
          label="Seen by"
          collapsed="12 people"
          people={[{ name: "Aino Lehtonen" }, { name: "Petri Salo" }]}
        />
      </div>
    </Section>
  );
}

export function Forms() {
  return (
    <Section title="A form">
      <form className="form" method="post" noValidate>
        <ErrorSummary
          title="Two things keep this from being saved"
          errors={[
            { name: "code", message: "Give the room a code of 3 to 12 letters or digits" },
            { name: "value.amount", message: "The amount is not a number: “4,5 M”" },
          ]}
        />
        <TextField
          name="code"
          label="Room code"
          short
          defaultValue="K"
          error="Give the room a code of 3 to 12 letters or digits"
          required
        />
        <TextField
          name="name"
          label="Name"
          hint="What both sides call this project"
          defaultValue="Press section rebuild, Kotka PM 4"
        />
        <MoneyField
          name="value"
          label="Estimated value"
          currencies={["EUR", "USD", "SEK"]}
          currencyLabel="Currency"
          defaultAmount="4,5 M"
          error="The amount is not a number: “4,5 M”"
        />
        <Select
          name="line"
          label="Business line"
          options={[
            { value: "a", label: "Paper machines" },
            { value: "b", label: "Managed services" },
          ]}
        />
        <DateField
          name="decision"
          label="Expected decision"
          optional="(optional)"
          defaultValue="2027-05-14"
        />
        <DateTimeField
          name="meeting"
          label="Meeting"
          zone="Europe/Helsinki"
          zoneLabel="Times are in Helsinki time."
          defaultValue="2027-03-09T13:00"
        />
        <RadioGroup
          name="audience"
          label="Who sees it"
          defaultValue="seller"
          options={[
            { value: "seller", label: "Only our team", hint: "7 people of the supplier", tone: "seller" },
            {
              value: "commercial",
              label: "Commercial people of both sides",
              hint: "Aino Lehtonen, Petri Salo",
              tone: "commercial",
            },
            {
              value: "room",
              label: "Everyone in the room",
              hint: "14 people, 6 of them of Kotka Mill",
              tone: "room",
            },
          ]}
        />
        <CheckboxGroup
          name="parts"
          label="Sections"
          defaultValue={["press"]}
          options={[
            { value: "press", label: "Press" },
            { value: "dryer", label: "Dryer" },
          ]}
        />
        <Checkbox
          name="mail"
          label="Mail me when somebody answers"
          hint="At most once a day"
          defaultChecked
        />
        <FileField name="file" label="File" hint="PDF, Office or drawing, up to 200 MB" />
        <div className="actions">
          <SubmitButton>Open the room</SubmitButton>
          <Button busy>Saving</Button>
          <Button>Save as draft</Button>
          <Button look="danger">Remove</Button>
          <Button look="quiet">Cancel</Button>
          <Button size="small" icon="edit">
            Edit
          </Button>
        </div>
      </form>
    </Section>
  );
}

export function Marks() {
  return (
    <>
      <Section title="Where we are">
        <Progress
          label="Progress"
          now="Step 3 of 6: Budget proposal"
          steps={[
            { key: "1", label: "Opportunity", note: "12 Jan", state: "done", stateLabel: "done" },
            { key: "2", label: "Indicative proposal", note: "3 Feb", state: "done", stateLabel: "done" },
            { key: "3", label: "Budget proposal", note: "now", state: "current", stateLabel: "now" },
            { key: "4", label: "Firm proposal", note: "April", state: "ahead", stateLabel: "ahead" },
            { key: "5", label: "Final negotiation", state: "ahead", stateLabel: "ahead" },
            { key: "6", label: "Handover", state: "ahead", stateLabel: "ahead" },
          ]}
        />
      </Section>
      <Section title="Schedule">
        <Timeline
          label="Schedule"
          today={0.41}
          ticks={[
            { key: "1", at: 0, label: "January" },
            { key: "2", at: 0.33, label: "February" },
            { key: "3", at: 0.66, label: "March" },
          ]}
          rows={[
            {
              key: "a",
              label: "Needs interviews",
              start: 0.02,
              end: 0.25,
              state: "done",
              text: "2 to 20 January, done",
            },
            {
              key: "b",
              label: "Technical specification",
              start: 0.2,
              end: 0.6,
              state: "running",
              text: "to 22 February, under way",
            },
            {
              key: "c",
              label: "Customer's line data",
              start: 0.1,
              end: 0.38,
              state: "late",
              text: "due 10 February, late",
            },
            { key: "d", label: "Budget proposal gate", start: 0.75, end: 0.75, text: "10 March, planned" },
          ]}
        />
      </Section>
      <Section title="States">
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          {states.map((state) => (
            <StateMark key={state} state={state} label={state} />
          ))}
        </div>
      </Section>
      <Section title="Notices">
        <div className="grid gap-3">
          <Notice title="The customer has proposed another time">
            Tuesday 9 March, 13:00 to 15:00, Helsinki time.
          </Notice>
          <Notice tone="success" title="Published to everyone in the room" />
          <Notice tone="warning" title="Three people will see this for the first time">
            Aino Lehtonen, Sari Koski, Juha Mäki.
          </Notice>
          <Notice tone="problem" title="The file was not saved">
            The line broke at 62 MB of 180 MB. Nothing was lost; choose the file again to continue.
          </Notice>
        </div>
      </Section>
      <Section title="Cards">
        <div className="grid gap-4 md:grid-cols-2">
          <Card title="Next meeting" aside={<Badge>Proposed</Badge>}>
            <DefinitionList
              items={[
                { term: "When", value: "Tuesday 9 March, 13:00 to 15:00" },
                { term: "Where", value: "Kotka, meeting room 2" },
                { term: "Value", value: "4,500,000 EUR" },
              ]}
            />
          </Card>
          <Card title="Whom to call">
            <Person name="Petri Salo" title="Sales manager" company="Northern Paper Machines">
              <a href="tel:+358401234567">+358 40 123 4567</a>
            </Person>
            <Disclosure summary="More contacts">Maria Virtanen, +358 40 765 4321</Disclosure>
          </Card>
        </div>
      </Section>
      <Section title="Icons">
        <div className="flex flex-wrap gap-4 text-muted">
          {icons.map((icon) => (
            <Icon key={icon} name={icon} />
          ))}
        </div>
      </Section>
    </>
  );
}
