import type { JSX } from 'preact';
import { Button } from './controls.js';

/** Ways to show who one is beside the one that is asked for now. */
export function OtherWays<Way extends string>(props: {
  readonly ways: readonly Way[];
  readonly now: Way;
  readonly labels: Readonly<Record<Way, string>>;
  readonly onChoose: (way: Way) => void;
}): JSX.Element {
  const { ways, now, labels, onChoose } = props;
  return (
    <>
      {ways
        .filter((way) => way !== now)
        .map((way) => (
          <Button key={way} kind="plain" onPress={() => onChoose(way)}>
            {labels[way]}
          </Button>
        ))}
    </>
  );
}
