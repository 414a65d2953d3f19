/** Everything the user can do, in one place: views call these, nothing else writes the state. */
import { offers } from '../../../src/protocol/offers';
import type { ChosenOptions } from '../../../src/protocol/panel';
import { History } from '../history';
import { PanelActions } from '../panelActions';
import type { Store } from '../store';
import { prefersReducedMotion } from '../theme';
import type { Box } from './map/box';
import type { HostChannel, PictureRequests } from './requests';
import type { RunSettings } from './runSettings';
import { defaultSettings, fitTo, type Settings, withOptions, withRate } from './settings';
import { focused, type State } from './state';

/** Longer runs are shown in bigger strides. */
const longestFilm = 200;
/** Steps a second at speed 1. */
const pace = 20;
export const speeds = [0.25, 0.5, 1, 2, 4] as const;

export class Actions extends PanelActions {
  private readonly history = new History<Settings>();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly store: Store<State>,
    private readonly requests: PictureRequests,
    channel: HostChannel,
  ) {
    super(requests, channel);
  }

  /** Changes settings; `group` joins the changes of one drag into one undo step. */
  change(change: (settings: Settings) => Settings, group?: string): void {
    const { settings } = this.store.state;
    const next = change(settings);
    if (next === settings) return;
    this.history.record(settings, group);
    this.apply(next);
  }

  undo(): void {
    this.apply(this.fitted(this.history.undo(this.store.state.settings)));
  }

  redo(): void {
    this.apply(this.fitted(this.history.redo(this.store.state.settings)));
  }

  reset(): void {
    const { catalog, defaults } = this.store.state;
    this.requests.rechooseRates();
    this.store.set({ view: undefined, picked: undefined });
    this.change(() => this.fitted(defaultSettings(catalog, defaults)));
    this.seek(this.store.state.settings.steps);
  }

  /** Back to the rate that suits the curvature at the start. */
  automaticRate(): void {
    this.requests.rechooseRates();
    const chip = focused(this.store.state);
    if (!chip) return;
    const { learningRate: _dropped, ...options } = chip.options;
    this.change((settings) => ({ ...settings, chips: settings.chips.map((c) => (c.key === chip.key ? { ...c, options } : c)) }));
  }

  /** A rate for the optimizer of this name, which is then in focus; it is added where it is not on the panel yet. */
  setRate(name: string, learningRate: number): void {
    const all = offers(this.store.state.catalog);
    this.change((settings) => withRate(settings, all, name, learningRate));
  }

  /** Options and schedule that were found elsewhere, in one step of undo. */
  useOptions({ optimizer, schedule }: ChosenOptions): void {
    const all = offers(this.store.state.catalog);
    this.change((settings) => {
      const chosen = withOptions(settings, all, optimizer);
      return schedule ? { ...chosen, run: { ...chosen.run, schedule } } : chosen;
    });
  }

  seek(step: number): void {
    const { settings } = this.store.state;
    this.store.set({ step: Math.max(0, Math.min(settings.steps, Math.round(step))) });
  }

  /** With reduced motion it goes to the end at once. */
  togglePlay(): void {
    const { playing, step, settings } = this.store.state;
    if (playing) this.pause();
    else if (prefersReducedMotion()) this.seek(settings.steps);
    else {
      if (step >= settings.steps) this.seek(0);
      this.store.set({ playing: true });
      this.run();
    }
  }

  pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.store.state.playing) this.store.set({ playing: false });
  }

  nextSpeed(): void {
    const index = speeds.indexOf(this.store.state.speed as (typeof speeds)[number]);
    this.store.set({ speed: speeds[(index + 1) % speeds.length] ?? 1 });
    if (this.store.state.playing) this.run();
  }

  zoomTo(view: Box | undefined): void {
    this.store.set({ view });
  }

  pick(name: string | undefined): void {
    this.store.set({ picked: name });
  }

  /** Looks for critical points where that is not done unasked. */
  search(): void {
    this.store.set({ searching: true });
  }

  /** Opens or closes a part of the panel. */
  toggle(part: 'optionsOpen' | 'runOpen' | 'internalsOpen' | 'pathOpen' | 'tablesShown' | 'counterExampleShown'): void {
    this.store.set({ [part]: !this.store.state[part] });
  }

  /** Changes what all optimizers share. */
  changeRun(change: (run: RunSettings) => RunSettings, group?: string): void {
    this.change((settings) => {
      const run = change(settings.run);
      return run === settings.run ? settings : { ...settings, run };
    }, group);
  }

  private run(): void {
    clearInterval(this.timer);
    this.timer = setInterval(
      () => {
        const { step, settings } = this.store.state;
        if (step >= settings.steps) this.pause();
        else this.seek(step + Math.max(1, Math.floor(settings.steps / longestFilm)));
      },
      1000 / (pace * this.store.state.speed),
    );
  }

  private apply(settings: Settings): void {
    const { step: old, settings: before } = this.store.state;
    const step = old >= before.steps ? settings.steps : Math.min(old, settings.steps);
    this.store.set({ settings, step, canUndo: this.history.canUndo, canRedo: this.history.canRedo });
  }

  private fitted(settings: Settings): Settings {
    const { description } = this.store.state;
    return description ? fitTo(settings, description.coordinates) : settings;
  }
}
