/** One line of whom to call. `site` is shown, never linked: one touch must not leave this page for a telling address. */
export interface HelpLine {
  readonly when: string;
  readonly ways: readonly {
    readonly call?: string;
    readonly sms?: string;
    readonly site?: string;
    readonly text: string;
  }[];
  readonly more?: string;
}
