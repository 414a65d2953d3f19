/** The ids of the views as package.json contributes them. */
export const viewIds = { losses: 'saddlescope.losses', points: 'saddlescope.criticalPoints' } as const;
