/** SI aliases. Inside the engine a bare number is SI and radians; every other unit is part of a name. */
export type Metre = number;
export type Second = number;
export type Radian = number;
export type MetrePerSecond = number;
export type SquareMetre = number;
export type Tick = number;
