/** The GraphQL operations of the client's page. A test holds them against `schema.graphql`. */
export const SAVE_DRAFT = `mutation SaveDraft($input: SaveDraftInput!) {
  saveDraft(input: $input) {
    __typename
    ... on DraftSaved { revision savedAt }
    ... on StaleRevision { message revision answers }
    ... on InvalidAnswers { message problems { item row field code message } }
    ... on NotFound { message }
    ... on AlreadySubmitted { message submittedAt }
  }
}`;

export const SUBMIT = `mutation Submit($input: SubmitInput!) {
  submit(input: $input) {
    __typename
    ... on Submission { id submittedAt }
    ... on StaleRevision { message revision answers }
    ... on InvalidAnswers { message problems { item row field code message } }
    ... on NotFound { message }
    ... on AlreadySubmitted { message submittedAt }
  }
}`;
