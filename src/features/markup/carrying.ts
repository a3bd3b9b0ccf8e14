import { onRevisionShared } from "#features/documents/index.ts";
import { carryLater } from "./jobs.ts";

// Comments go along when a revision comes, or comes to more people.
onRevisionShared("markup", carryLater);
