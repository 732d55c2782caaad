/** Ids of the demonstration, so that the ready queries work as they stand. */
export interface DemoIds {
  readonly client: string;
  readonly session: string;
}

/** A ready query: what it does, and the variables that it starts with. */
export interface ReadyQuery {
  readonly query: string;
  readonly variables: string;
}

const variables = (values: unknown): string => JSON.stringify(values, null, 2);

/** The six queries that GraphiQL opens with. Mutations take a new idempotency key each time the page is opened. */
export function readyQueries({ client, session }: DemoIds): ReadyQuery[] {
  return [
    {
      query: `# 1. Your clients
query Clients {
  clients(first: 20) {
    edges {
      node {
        id
        code
        name
        assignments {
          edges { node { state dueOn worksheet { title } } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
      variables: '',
    },
    {
      query: `# 2. The worksheets, with the notes for therapists
query Worksheets {
  worksheets {
    id
    title
    minutes
    fills
    when
    therapistNotes { debrief contraindications }
    sections { title items { id type text } }
  }
}
`,
      variables: '',
    },
    {
      query: `# 3. Assign a worksheet
mutation AssignWorksheet($input: AssignWorksheetInput!) {
  assignWorksheet(input: $input) {
    ... on Assignment {
      id
      state
      client { code }
      worksheet { title }
    }
    ... on NotFound { message }
  }
}
`,
      variables: variables({
        input: { clientId: client, worksheetId: 'family-history', idempotencyKey: crypto.randomUUID() },
      }),
    },
    {
      query: `# 4. Make a link for the client. It is good once,
#    for ten minutes, and ends the one before it.
mutation ClientLink($input: ClientLinkInput!) {
  clientLink(input: $input) {
    ... on ClientLink { url code expiresAt }
    ... on NotFound { message }
  }
}
`,
      variables: variables({ input: { clientId: client, idempotencyKey: crypto.randomUUID() } }),
    },
    {
      query: `# 5. What a client handed in
query Client($id: ID!) {
  client(id: $id) {
    ... on Client {
      code
      name
      assignments {
        edges {
          node {
            state
            worksheet { title }
            submissions { revision submittedAt answers }
          }
        }
      }
    }
    ... on NotFound { message }
  }
}
`,
      variables: variables({ id: client }),
    },
    {
      query: `# 6. The summary for the next session: open a PDF's url
#    within five minutes. Its front page as data below it;
#    pdf(parts: [GENOGRAM, SEVEN_STEPS]) prints other parts
query SessionSummary($sessionId: ID!) {
  sessionSummary(sessionId: $sessionId) {
    ... on SessionSummary {
      session { startsAt }
      copies {
        kind
        client { code }
        pdf { url expiresAt }
        content {
          readFirst { flags { lead what action } }
          since { changes { what source } }
          words { quotes { words source } }
          lines { charts { title points { label value } } }
          promises { rows { who promise says } }
          open { submitted { worksheet } assigned { worksheet state } }
          agenda { wishes { words } }
        }
      }
    }
    ... on NotFound { message }
  }
}
`,
      variables: variables({ sessionId: session }),
    },
  ];
}
