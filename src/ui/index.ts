/**
 * The design system's only door. Components take strings that are already in the reader's language; none knows data, routes or the
 * catalogue. Styles: `theme.css`, imported once by the root. Utilities use the tokens only (`text-muted`, `bg-sheet`, `border-rule` …).
 */
export { AudienceTag, type AudienceTone } from "./AudienceTag.tsx";
export { Backstage } from "./Backstage.tsx";
export { Badge } from "./Badge.tsx";
export { Button, ButtonLink } from "./Button.tsx";
export { Card } from "./Card.tsx";
export { Checkbox, CheckboxGroup, type Choice, RadioGroup } from "./Choices.tsx";
export type { Crumb } from "./Crumbs.tsx";
export { classes } from "./classes.ts";
export { DateField, DateTimeField } from "./DateField.tsx";
export { DefinitionList } from "./DefinitionList.tsx";
export { Dialog } from "./Dialog.tsx";
export { Disclosure } from "./Disclosure.tsx";
export { EditForm } from "./EditForm.tsx";
export { Email } from "./Email.tsx";
export { EmptyState } from "./EmptyState.tsx";
export { ErrorSummary, type FormProblem } from "./ErrorSummary.tsx";
export { Field, fieldId } from "./Field.tsx";
export { FileField } from "./FileField.tsx";
export { FilterBar, Toolbar } from "./FilterBar.tsx";
export { Frame } from "./Frame.tsx";
export { Icon, type IconName } from "./Icon.tsx";
export { Menu } from "./Menu.tsx";
export { MoneyField } from "./MoneyField.tsx";
export { Notice } from "./Notice.tsx";
export { Page } from "./Page.tsx";
export { Pagination } from "./Pagination.tsx";
export { type ListedPerson, PeopleList } from "./PeopleList.tsx";
export { initials, Person } from "./Person.tsx";
export { Progress, type ProgressStep } from "./Progress.tsx";
export type { NavItem } from "./RoomNav.tsx";
export { Section } from "./Section.tsx";
export { type Option, Select } from "./Select.tsx";
export { Stamp } from "./Stamp.tsx";
export { type State, StateMark, StateShape } from "./StateMark.tsx";
export { SubmitButton } from "./SubmitButton.tsx";
export { SubNav } from "./SubNav.tsx";
export { type Column, Table } from "./Table.tsx";
export { TextArea, TextField } from "./TextField.tsx";
export { Timeline, type TimelineRow } from "./Timeline.tsx";
export { VisuallyHidden } from "./VisuallyHidden.tsx";
