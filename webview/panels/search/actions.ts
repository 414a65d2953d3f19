/** Everything the user can do, in one place: views call these, nothing else writes what the user has chosen. */
import type { Trial } from '../../../src/protocol/model';
import { History } from '../../lib/history';
import { PanelActions } from '../../lib/panelActions';
import type { Store } from '../../lib/store';
import { chosenBy, defaultPlan, type Plan, samePlan, zoomedTo } from './plan';
import type { SearchChannel, SearchRequests } from './requests';
import { initialState, type State } from './state';

export class Actions extends PanelActions {
  private readonly history = new History<Plan>();

  constructor(
    private readonly store: Store<State>,
    private readonly requests: SearchRequests,
    private readonly channel: SearchChannel,
  ) {
    super(requests, channel);
  }

  /** Changes what is searched; `group` joins the changes of one drag into one step of undo. */
  change(change: (plan: Plan) => Plan, group?: string): void {
    const { plan } = this.store.state;
    const next = change(plan);
    if (samePlan(plan, next)) return;
    this.history.record(plan, group);
    this.apply(next);
  }

  undo(): void {
    this.apply(this.history.undo(this.store.state.plan));
  }

  redo(): void {
    this.apply(this.history.redo(this.store.state.plan));
  }

  reset(): void {
    const { catalog, defaults } = this.store.state;
    const { across, order } = initialState;
    this.change(() => defaultPlan(catalog, defaults));
    this.store.set({ picked: undefined, across, order });
  }

  start(): void {
    this.requests.start(0);
  }

  pause(): void {
    this.requests.pause();
  }

  resume(): void {
    this.requests.resume();
  }

  /** Searches the region round the best trials, finer. */
  zoomIn(): void {
    const { found } = this.store.state;
    const space = found?.report.zoomed;
    if (!found || !space) return;
    this.change(() => zoomedTo(found.plan, space));
    this.requests.start(found.round + 1);
  }

  /** Puts the options of a trial into the optimizer of the Descent panel. */
  use(trial: Trial): void {
    const { found } = this.store.state;
    if (found) this.channel.emit('useOptions', chosenBy(found.plan, trial.options));
  }

  /** Picks a trial, or lets go of it when it is picked. */
  pick(index: number | undefined): void {
    this.store.set({ picked: this.store.state.picked === index ? undefined : index });
  }

  point(pointed: number | undefined): void {
    if (this.store.state.pointed !== pointed) this.store.set({ pointed });
  }

  chooseAcross(across: string): void {
    this.store.set({ across });
  }

  /** By another column, or the other way round. */
  orderBy(by: string): void {
    const { order } = this.store.state;
    this.store.set({ order: { by, falling: order.by === by && !order.falling } });
  }

  showTables(tablesShown: boolean): void {
    this.store.set({ tablesShown });
  }

  private apply(plan: Plan): void {
    this.store.set({ plan, canUndo: this.history.canUndo, canRedo: this.history.canRedo });
  }
}
