"""From sound to what the network sees: mel-frequency cepstral coefficients (MFCC) of one second.

49 frames of 30 ms, one every 20 ms, 10 coefficients each, computed from 40 mel bands between 20 and 7600 Hz.
"""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import numpy as np

SAMPLE_RATE = 16000
FRAME_LENGTH = 480
FRAME_STEP = 320
FRAME_COUNT = 49
FFT_LENGTH = 512
BAND_COUNT = 40
COEFFICIENT_COUNT = 10


def _mel_bands():
    """Triangular filters, evenly spaced on the mel scale: [band, FFT bin]."""
    to_mel = lambda hertz: 2595 * np.log10(1 + hertz / 700)
    to_hertz = lambda mel: 700 * (10 ** (mel / 2595) - 1)
    edges = to_hertz(np.linspace(to_mel(20), to_mel(7600), BAND_COUNT + 2))
    bins = np.arange(FFT_LENGTH // 2 + 1) * SAMPLE_RATE / FFT_LENGTH
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.clip(np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)), 0, None)


def _cosines():
    """The first rows of the orthonormal discrete cosine transform (type 2): [coefficient, band]."""
    angle = np.pi / BAND_COUNT * np.outer(np.arange(COEFFICIENT_COUNT), np.arange(BAND_COUNT) + 0.5)
    return np.sqrt(2 / BAND_COUNT) * np.cos(angle)


_BANDS = _mel_bands()
_COSINES = _cosines()
_WINDOW = np.hanning(FRAME_LENGTH)


def mfcc(sound):
    """One second of sound, 16000 samples in -1 .. 1, to [49, 10]."""
    starts = np.arange(FRAME_COUNT) * FRAME_STEP
    frames = np.stack([sound[start : start + FRAME_LENGTH] for start in starts]) * _WINDOW
    power = np.abs(np.fft.rfft(frames, FFT_LENGTH)) ** 2
    return (np.log(power @ _BANDS.T + 1e-6) @ _COSINES.T).astype(np.float32)
