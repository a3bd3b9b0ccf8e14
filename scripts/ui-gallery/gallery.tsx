import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { Badge, Button, ButtonLink, Dialog, Frame, Menu, Page, StateMark } from "#ui/index.ts";
import { Forms, Lists, Marks, Thread } from "./specimens.tsx";

const room = "/rooms/kotka";

function Screen({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Frame
      supplier={{ name: "Northern Paper Machines", to: "/" }}
      skipLabel="Skip to the content"
      navLabel="Main"
      nav={[
        { to: "/work", label: "My work" },
        { to: "/rooms", label: "Rooms" },
        { to: "/companies", label: "Companies" },
      ]}
      language={
        <Menu label="English" icon="globe">
          <a href="?lang=fi">Suomi</a>
        </Menu>
      }
      person={
        <Menu label="Petri Salo" icon="person">
          <a href="/me">My settings</a>
          <hr />
          <button type="button">Sign out</button>
        </Menu>
      }
      room={{
        name: "Press section rebuild, Kotka PM 4",
        detail: "KOTKA4 · Kotka Mill",
        aside: <StateMark state="running" label="Budget proposal" />,
        label: "Room",
        more: "More",
        nav: [
          { to: room, label: "Overview", icon: "overview", end: true },
          { to: `${room}/documents`, label: "Documents", icon: "document" },
          {
            to: `${room}/conversation`,
            label: "Conversation",
            icon: "thread",
            count: 3,
            countLabel: "3 unread",
          },
          { to: `${room}/schedule`, label: "Schedule", icon: "calendar" },
          { to: `${room}/process`, label: "Process", icon: "process" },
          { to: `${room}/proposals`, label: "Proposals", icon: "proposal" },
          { to: `${room}/specification`, label: "Specification", icon: "specification" },
          { to: `${room}/value`, label: "Value", icon: "value" },
          { to: `${room}/references`, label: "References", icon: "reference" },
          { to: `${room}/people`, label: "People", icon: "people" },
          { to: `${room}/log`, label: "Log", icon: "log" },
        ],
      }}
      footer={
        <>
          <span>Northern Paper Machines</span>
          <a href="/help">Help</a>
          <span>+358 20 123 4567</span>
        </>
      }
    >
      <Page
        title={title}
        lede="Everything that is shared in this room, with all its revisions."
        crumbsLabel="Way here"
        crumbs={[
          { to: "/rooms", label: "Rooms" },
          { to: room, label: "Kotka PM 4" },
        ]}
        aside={<Badge>Revision C</Badge>}
        actions={
          <ButtonLink to="/share" look="primary" icon="upload">
            Share a document
          </ButtonLink>
        }
      >
        {children}
      </Page>
    </Frame>
  );
}

const pages = {
  lists: () => (
    <Screen title="Documents">
      <Lists />
    </Screen>
  ),
  thread: () => (
    <Screen title="Guarantee values">
      <Thread />
    </Screen>
  ),
  forms: () => (
    <Screen title="Open a room">
      <Forms />
    </Screen>
  ),
  marks: () => (
    <Screen title="Overview">
      <Marks />
    </Screen>
  ),
  dialog: () => (
    <Screen title="Publish">
      <Dialog title="Publish to everyone in the room?" closeTo={room} closeLabel="Close">
        <p>Six people of Kotka Mill will see this document for the first time.</p>
        <div className="actions mt-4">
          <Button look="primary">Publish</Button>
          <ButtonLink to={room} look="quiet">
            Not now
          </ButtonLink>
        </div>
      </Dialog>
    </Screen>
  ),
};

/** All specimen pages as `[name, body HTML]`. */
export function renderAll(): [string, string][] {
  return Object.entries(pages).map(([name, element]) => {
    const router = createMemoryRouter([{ path: "*", Component: element }], {
      initialEntries: [`${room}/documents`],
    });
    return [name, renderToStaticMarkup(<RouterProvider router={router} />)];
  });
}
