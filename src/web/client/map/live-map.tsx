import { Component, type JSX } from 'preact';
import type { Answers } from '../../../core/worksheet/answers.js';
import { type FamilyOnPage, familyOfPage, familyOnPageSteps } from '../../../core/genogram/family-on-page.js';
import { allOf, type Steps } from '../../../core/genogram/steps.js';
import { MapView, PIXELS_TO_POINT, type Zoom } from './map-view.js';
import { pageMeasure } from './measure.js';
import { mapMessages } from './messages.js';

/** How long nothing has to be typed before the map is drawn again: a pause, not the time between two letters. */
const QUIET_MS = 400;
/** By when it is drawn all the same, should the browser never be idle. */
const LATEST_MS = 1_500;
const LARGER = 1.5;
const LARGEST = 4;
/** A map narrower than this is wide enough for no family. */
const LEAST_WIDTH = 160;
const NOBODY: FamilyOnPage = { names: [], doubts: [] };

interface Props {
  readonly answers: Answers;
  /** The year for ages. */
  readonly today: number;
  readonly place: HTMLElement;
  readonly id: string;
}

interface State {
  readonly family: FamilyOnPage;
  readonly earlier?: FamilyOnPage['drawing'];
  readonly zoom: Zoom;
}

/** Draws the family that the answers tell of, and again in a pause after they have changed or the page has. */
export class LiveMap extends Component<Props, State> {
  override state: State;
  private readonly measure = pageMeasure();
  private timer = 0;
  /** Counts what has changed. */
  private turn = 0;
  /** What the drawing was made from. */
  private drawn = '';
  /** For which width it was made; a drawing changes the height of its place itself. */
  private width = 0;
  private readonly resized = new ResizeObserver(() => {
    if (Math.floor(widthOf(this.props.place)) !== this.width) this.plan();
  });

  constructor(props: Props) {
    super(props);
    const family = allOf(this.steps(props)) ?? NOBODY;
    this.state = { family, earlier: family.drawing, zoom: 'fit' };
  }

  override componentDidMount(): void {
    this.resized.observe(this.props.place);
  }

  override shouldComponentUpdate({ answers }: Props, state: State): boolean {
    if (answers !== this.props.answers) this.plan();
    return state !== this.state;
  }

  override componentDidUpdate(_props: Props, { zoom }: State): void {
    if (zoom !== this.state.zoom) this.lookAt();
  }

  override componentWillUnmount(): void {
    this.turn += 1;
    clearTimeout(this.timer);
    this.resized.disconnect();
  }

  override render(): JSX.Element {
    const { id } = this.props;
    const { family, earlier, zoom } = this.state;
    const drawing = family.drawing ?? earlier;
    return (
      <MapView family={family} earlier={earlier} zoom={zoom} id={id} buttons={drawing && this.buttons()} />
    );
  }

  private buttons(): JSX.Element {
    const { zoom } = this.state;
    const size = zoom === 'fit' ? this.fitting() : zoom;
    return (
      <div class="map-zoom" role="group" aria-label={mapMessages.size}>
        <button
          type="button"
          class="second"
          aria-pressed={zoom === 'fit'}
          onClick={() => this.setState({ zoom: 'fit' })}
        >
          {mapMessages.fit}
        </button>
        <button
          type="button"
          class="second"
          disabled={size >= LARGEST}
          onClick={() => this.setState({ zoom: Math.min(LARGEST, size < 0.95 ? 1 : size * LARGER) })}
        >
          {mapMessages.larger}
        </button>
        <button
          type="button"
          class="second"
          disabled={zoom === 'fit'}
          onClick={() => this.setState({ zoom: size / LARGER > this.fitting() ? size / LARGER : 'fit' })}
        >
          {mapMessages.smaller}
        </button>
      </div>
    );
  }

  /** How large the whole of the map is, as a part of its own size. */
  private fitting(): number {
    const { family, earlier } = this.state;
    const width = (family.drawing ?? earlier)?.map.width ?? 1;
    return Math.min(1, widthOf(this.props.place) / width);
  }

  /** Off the way of whoever types: in a pause, and then when the browser has nothing else to do. */
  private plan(): void {
    this.turn += 1;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => whenIdle(() => void this.draw()), QUIET_MS);
  }

  /** In short steps, so that a key that comes meanwhile is seen at once. Stops where there is something newer to draw. */
  private async draw(): Promise<void> {
    const turn = this.turn;
    const steps = this.steps(this.props);
    for (;;) {
      if (turn !== this.turn || !this.props.place.isConnected) return;
      const step = steps.next();
      if (!step.done) {
        await new Promise((resolve) => setTimeout(resolve));
        continue;
      }
      const family = step.value;
      if (family) this.setState(({ earlier }) => ({ family, earlier: family.drawing ?? earlier }));
      return;
    }
  }

  /** Gives nothing where it would be the drawing that is there. */
  private *steps({ answers, today, place }: Props): Steps<FamilyOnPage | undefined> {
    const facts = familyOfPage(answers);
    const width = (this.width = Math.floor(widthOf(place)));
    const from = `${width} ${JSON.stringify(facts)}`;
    if (from === this.drawn) return undefined;
    yield;
    const family = yield* familyOnPageSteps(facts, { measure: this.measure, today, width });
    yield;
    this.drawn = from;
    return family;
  }

  /** Keeps the person whose map it is in view. */
  private lookAt(): void {
    const room = this.props.place.querySelector('.map-room');
    const svg = room?.querySelector('svg');
    const drawing = this.state.family.drawing ?? this.state.earlier;
    if (!room || !svg || !drawing) return;
    const scale = svg.clientWidth / drawing.map.width;
    room.scrollLeft = drawing.middle.x * scale - room.clientWidth / 2;
    room.scrollTop = drawing.middle.y * scale - room.clientHeight / 2;
  }
}

/** Around the map, its frame and the air within, in pixels. */
const EDGE = 14;

/** Points that a place has room for. */
function widthOf(place: HTMLElement): number {
  return Math.max(LEAST_WIDTH, (place.clientWidth - 2 * EDGE) / PIXELS_TO_POINT);
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work);
}
