import { describe, expect, it } from 'vitest';
import { eigenSections } from '../../../../src/engine/curvature/crossSection';
import { RequestError } from '../../../../src/protocol/channel';
import { currentProblem } from '../../../../webview/panels/curvature/state';
import { quadratic, readoutAt, toy } from '../support';
import { panelOn } from './panel';

describe('the Curvature panel, without its views', () => {
  it('begins at the start, with everything that is shown there', async () => {
    const { bind, settled, asked } = panelOn(toy, [0.01, 0]);
    bind(1);
    const { readout, sections, points, flight } = await settled(1);
    expect([...(readout?.at ?? [])]).toEqual([0.01, 0]);
    expect(sections.map(({ t }) => t.at(-1))).toEqual([1, 1]);
    expect(points.map(({ name }) => name)).toEqual(['s₁']);
    expect(flight).toBeUndefined();
    expect(asked.toSorted()).toEqual(['criticalPoints', 'readout', 'sections']);
  });

  it('at a critical point shows it exactly', async () => {
    const { bind, settled, actions, store } = panelOn(toy, [0.01, 0]);
    bind(1);
    await settled(1);
    actions.moveTo(store.state.points[0].at);
    const { readout, sections } = await settled(1);
    expect(readout?.kind).toBe('saddle');
    expect(sections.map(({ eigenvalue }) => eigenvalue)).toEqual([2, -2]);
    expect(sections.map(({ slope }) => slope)).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  });

  it('follows the point along a section that is held, which itself stands still', async () => {
    const { bind, settled, actions, store, asked } = panelOn(toy, [0, 0]);
    bind(1);
    const before = await settled(1);
    const section = before.sections[1];
    const searches = asked.filter((method) => method === 'criticalPoints').length;
    actions.grab(section);
    actions.slideTo(0.5);
    const during = await settled(1);
    expect(during.held?.section).toBe(section);
    expect(during.at).toEqual([expect.closeTo(0.5 * Math.SQRT1_2, 12), expect.closeTo(0.5 * Math.SQRT1_2, 12)]);
    expect([...(during.readout?.at ?? [])]).toEqual(during.at);
    expect([...during.sections[0].through]).toEqual(during.at);
    actions.slideTo(99);
    expect(store.state.held?.t).toBe(1);
    actions.putBack();
    expect((await settled(1)).at).toEqual([0, 0]);
    expect(store.state.held).toBeUndefined();
    expect(asked.filter((method) => method === 'criticalPoints')).toHaveLength(searches);
  });

  it('escapes both ways, and knows what is at the ends', async () => {
    const { bind, settled, actions } = panelOn(toy, [0, 0]);
    bind(1);
    await settled(1);
    actions.escape();
    const { flight } = await settled(1);
    expect(flight?.ways?.eigenvalue).toBe(-2);
    expect(flight?.ways?.branches.map(({ sign, loss }) => [sign, loss])).toEqual([
      [1, expect.closeTo(0, 12)],
      [-1, expect.closeTo(0, 12)],
    ]);
    expect(flight?.ends.map((end) => end?.definiteness)).toEqual(['positive semidefinite', 'positive semidefinite']);
    actions.moveTo(flight?.ways?.branches[0].params ?? []);
    const there = await settled(1);
    expect(there.readout?.loss).toBeCloseTo(0, 12);
    expect(there.flight).toBe(flight);
    actions.closeEscape();
    expect((await settled(1)).flight).toBeUndefined();
  });

  it('runs the escape again after an edit, and says when there is none any more', async () => {
    const { bind, settled, actions } = panelOn(toy, [0, 0]);
    bind(1);
    await settled(1);
    actions.escape();
    await settled(1);
    bind(2, quadratic(-6, 1));
    expect((await settled(2)).flight?.ways?.eigenvalue).toBe(-6);
    bind(3, quadratic(2, 1));
    const { flight } = await settled(3);
    expect(flight?.from).toEqual([0, 0]);
    expect(flight?.ways).toBeUndefined();
  });

  it('leaves an end unknown where the loss has no derivative', async () => {
    const readout = ({ at = new Float64Array(2) }: { at?: Float64Array }) => {
      if (Math.abs(at[0]) > 0.5) throw new RequestError({ code: 'not-a-number', message: 'no' });
      return readoutAt(toy, [...at]);
    };
    const { bind, settled, actions } = panelOn(toy, [0, 0], { readout });
    bind(1);
    await settled(1);
    actions.escape();
    const { flight, flightProblem } = await settled(1);
    expect(flight?.ends).toEqual([undefined, undefined]);
    expect(flightProblem).toBeUndefined();
  });

  it('keeps the last good picture beside the problem', async () => {
    let broken = false;
    const { bind, settled, store } = panelOn(toy, [0, 0], {
      sections: ({ at = new Float64Array(2), ...options }) => {
        if (broken) throw new RequestError({ code: 'threw', message: 'no such loss' });
        return eigenSections(toy, readoutAt(toy, [...at]), options);
      },
    });
    bind(1);
    await settled(1);
    const { sections } = store.state;
    broken = true;
    bind(2);
    const state = await settled(2);
    expect(currentProblem(state)?.message).toBe('no such loss');
    expect(state.sections).toBe(sections);
  });

  it('shows nothing of another space while the answers for it are on their way', async () => {
    const { bind, settled, store } = panelOn(toy, [0, 0]);
    bind(1);
    await settled(1);
    bind(2, quadratic(3, 2, 1), [0, 0, 0]);
    await Promise.resolve();
    expect([store.state.readout, store.state.sections, store.state.points]).toEqual([undefined, [], []]);
    const { readout, sections, search } = await settled(2);
    expect(readout?.at).toHaveLength(3);
    expect(sections.map(({ eigenvalue }) => eigenvalue)).toEqual([3, 2, 1]);
    expect(search).toBeUndefined();
  });

  it('gives up on demand, and asks again for the next point', async () => {
    let answer: (() => void) | undefined;
    const { bind, settled, actions, requests, store } = panelOn(toy, [0, 0], {
      criticalPoints: () => new Promise((_, reject) => (answer = () => reject(new Error('late')))),
    });
    bind(1);
    await expect.poll(() => answer).toBeDefined();
    expect(requests.pendingSince).toBeDefined();
    actions.cancel();
    await settled(1);
    expect(requests.pendingSince).toBeUndefined();
    actions.setCoordinate(1, 0.25);
    expect((await settled(1)).readout?.at[1]).toBe(0.25);
    actions.moveToStart();
    expect((await settled(1)).readout?.at[1]).toBe(0);
    expect(store.state.points).toEqual([]);
  });
});
