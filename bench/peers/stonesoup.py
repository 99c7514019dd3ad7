#!/usr/bin/env python3
"""Runs Stone Soup (Dstl, MIT licence) on a case of the tracking bench, where `import stonesoup` works.

    python3 bench/peers/stonesoup.py CASE.plots.json tracks.json [--q 500] [--speed 150] [--coast 3]

Prints JSON: CPU and wall seconds of the tracker alone (one thread; plots are made into detections beforehand and tracks
written afterwards), plots a second, the machine's load and the settings. The tracks file is the bench's.

The tracker: global nearest neighbour by the optimal 2-D assignment, plots looked up in a k-d tree, a Kalman filter on
converted plots with the covariance of their conversion, nearly constant velocity, gate 0.999, confirmed on the third
plot. `parapet score` or the bench's own scorer scores what it writes. On seed 101 (a10, b50, c200) its mean GOSPA is 543,
1293 and 2709 m with Stone Soup at commit ec032a9; the settings were chosen on that seed.
"""
import argparse
import datetime
import json
import math
import os
import sys
import time

# This file has the package's name, and its folder comes first in the path.
sys.path = [path for path in sys.path if os.path.abspath(path) != os.path.dirname(os.path.abspath(__file__))]
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
from scipy.spatial import KDTree  # noqa: E402
from scipy.stats import chi2  # noqa: E402

try:
    from stonesoup.dataassociator.neighbour import GNNWith2DAssignment
    from stonesoup.deleter.time import UpdateTimeStepsDeleter
    from stonesoup.hypothesiser.distance import DistanceHypothesiser
    from stonesoup.initiator.simple import MultiMeasurementInitiator
    from stonesoup.measures import Mahalanobis
    from stonesoup.models.measurement.linear import LinearGaussian
    from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel, ConstantVelocity
    from stonesoup.predictor.kalman import KalmanPredictor
    from stonesoup.types.detection import Detection
    from stonesoup.types.state import GaussianState
    from stonesoup.updater.kalman import KalmanUpdater
except ImportError as error:
    sys.exit(f"Stone Soup cannot be imported ({error}); put its checkout on PYTHONPATH")

START = datetime.datetime(2000, 1, 1)
# State of Stone Soup: e, ve, n, vn, u, vu.
POSITION = (0, 2, 4)
GATE = 0.999


class TreeGNN(GNNWith2DAssignment):
    """Global nearest neighbour that hypothesises only the plots near a track.

    Stone Soup's own k-d tree wants one measurement model for all plots of a scan; converted plots have one each.
    """

    def generate_hypotheses(self, tracks, detections, timestamp, **kwargs):
        if not detections:
            return {track: self.hypothesiser.hypothesise(track, set(), timestamp) for track in tracks}
        listed = list(detections)
        tree = KDTree([detection.state_vector[:, 0] for detection in listed])
        # The trace bounds the greatest variance in any direction.
        spread = max(np.trace(detection.measurement_model.covar()) for detection in listed)
        hypotheses = {}
        for track in tracks:
            prediction = self.hypothesiser.predictor.predict(track, timestamp=timestamp)
            variance = sum(prediction.covar[i, i] for i in POSITION) + spread
            radius = self.hypothesiser.missed_distance * math.sqrt(variance)
            place = [float(prediction.state_vector[i, 0]) for i in POSITION]
            near = {listed[index] for index in tree.query_ball_point(place, radius)}
            hypotheses[track] = self.hypothesiser.hypothesise(track, near, timestamp)
        return hypotheses


def detection_of(plot, radar, timestamp):
    """A plot as a position with the first-order covariance of its conversion."""
    r, az, el = plot
    sa, ca, se, ce = math.sin(az), math.cos(az), math.sin(el), math.cos(el)
    origin = radar["position_enu_m"]
    jacobian = np.array([[ce*sa, r*ce*ca, -r*se*sa], [ce*ca, -r*ce*sa, -r*se*ca], [se, 0, r*ce]])
    sigmas = (radar["sigmaRange_m"], radar["sigmaAzimuth_rad"], radar["sigmaElevation_rad"])
    covariance = jacobian @ np.diag(np.square(sigmas)) @ jacobian.T
    position = [[origin[0] + r*ce*sa], [origin[1] + r*ce*ca], [origin[2] + r*se]]
    model = LinearGaussian(ndim_state=6, mapping=POSITION, noise_covar=covariance)
    return Detection(position, timestamp=timestamp, measurement_model=model)


def run(scans, options):
    """Tracks all scans; returns wall and CPU seconds and the shown states by track."""
    predictor = KalmanPredictor(CombinedLinearGaussianTransitionModel(
        [ConstantVelocity(options.q), ConstantVelocity(options.q), ConstantVelocity(options.q_up)]))
    updater = KalmanUpdater(None)
    gate = math.sqrt(chi2.ppf(GATE, 3))
    associator = TreeGNN(DistanceHypothesiser(predictor, updater, Mahalanobis(), missed_distance=gate))
    prior = GaussianState(np.zeros((6, 1)), np.diag([0, options.speed**2]*2 + [0, options.speed_up**2]), timestamp=START)
    initiator = MultiMeasurementInitiator(
        prior_state=prior, deleter=UpdateTimeStepsDeleter(1), data_associator=associator, updater=updater, min_points=3)
    deleter = UpdateTimeStepsDeleter(options.coast)
    tracks, shown = set(), {}
    wall, cpu = time.perf_counter(), time.process_time()
    for k, timestamp, detections in scans:
        taken = set()
        for track, hypothesis in associator.associate(tracks, detections, timestamp).items():
            if hypothesis:
                track.append(updater.update(hypothesis))
                taken.add(hypothesis.measurement)
            else:
                track.append(hypothesis.prediction)
        tracks -= deleter.delete_tracks(tracks)
        tracks |= initiator.initiate(detections - taken, timestamp)
        for track in tracks:
            shown.setdefault(track.id, []).append((k, track.state.state_vector))
    return time.perf_counter() - wall, time.process_time() - cpu, shown


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plots")
    parser.add_argument("tracks")
    parser.add_argument("--q", type=float, default=500.0, help="spectral density of horizontal acceleration, m^2/s^3")
    parser.add_argument("--q-up", type=float, default=5.0, help="the same, vertical")
    parser.add_argument("--speed", type=float, default=150.0, help="sigma of a first horizontal velocity, each axis, m/s")
    parser.add_argument("--speed-up", type=float, default=20.0, help="the same, vertical")
    parser.add_argument("--coast", type=int, default=3, help="scans without a plot after which a track ends")
    options = parser.parse_args()
    with open(options.plots, encoding="utf-8") as file:
        case = json.load(file)
    count = sum(len(scan["plots"]) for scan in case["scanData"])
    scans = []
    for scan in case["scanData"]:
        timestamp = START + datetime.timedelta(seconds=scan["t"])
        scans.append((scan["k"], timestamp, {detection_of(plot, case["radar"], timestamp) for plot in scan["plots"]}))
    wall, cpu, shown = run(scans, options)
    settings = {"q_m2_s3": options.q, "q_up_m2_s3": options.q_up, "speed_mps": options.speed,
                "speed_up_mps": options.speed_up, "coast_scans": options.coast, "gate": GATE}
    timing = {"wall_s": wall, "cpu_s": cpu, "scans_per_s": len(scans)/wall, "plots_per_s": count/wall, "plots": count}
    order = (0, 2, 4, 1, 3, 5)
    tracks = [{"id": str(n), "states": [[k] + [round(float(x[i, 0]), 3) for i in order] for k, x in states]}
              for n, states in enumerate(shown.values())]
    head = {"format": case["format"], "case": case["case"], "seed": case["seed"], "tracker": "Stone Soup GNN, CMKF"}
    with open(options.tracks, "w", encoding="utf-8") as file:
        json.dump({**head, "settings": settings, "timing": timing, "tracks": tracks}, file)
    print(json.dumps({**head, "settings": settings, **timing, "load": os.getloadavg()[0]}, indent=1))


if __name__ == "__main__":
    main()
