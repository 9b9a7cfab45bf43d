"""Makes a small set of spoken words with the speech synthesizer espeak-ng.

    python make_words.py WORDS.npz

Twelve classes: ten command words, other words, and no word at all. Each utterance has a voice, pitch and speed of its own, lies
anywhere in its second and comes with noise, white or pink, 5 to 30 dB below the word. Training, validation and test have
different speakers: a voice variant belongs to one of the three only.
"""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import argparse
import concurrent.futures
import io
import subprocess
import wave

import numpy as np

from features import SAMPLE_RATE, mfcc

COMMANDS = ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go"]
OTHERS = ["seven", "marvin", "happy", "house", "bird", "wow", "three", "sheila", "tree", "forward", "zero", "learn"]
CLASSES = COMMANDS + ["_other_", "_silence_"]

ACCENTS = ["en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-gb-x-gbcwmd", "en-us-nyc"]
SPEAKERS = {
    "train": [
        "m1", "m2", "m3", "m5", "m6", "m8", "f1", "f2", "f4", "f5", "adam", "Alex", "Alicia", "Andrea", "antonio",
        "belinda", "benjamin", "boris", "caleb", "david", "ed", "edward", "Gene", "gustave", "Henrique", "Hugo", "iven",
        "iven3", "Jacky", "john", "kaukovalta", "linda", "marcelo", "max", "Michael", "miguel", "Mike", "Mr", "pablo", "paul",
        "quincy", "rob", "sandro", "shelby", "steph", "steph3", "travis", "zac",
    ],
    "validation": ["m4", "Andy", "aunty", "Denis", "iven2", "Lee", "Marco", "pedro"],
    "test": ["m7", "f3", "Annie", "Diogo", "edward2", "Mario", "michel", "robert", "steph2", "victor"],
}  # fmt: skip


def speak(word, voice, pitch, speed):
    """The word as samples in -1 .. 1 at 16 kHz, without the silence around it."""
    command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed), "--stdout", word]
    output = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(output)) as file:
        rate = file.getframerate()
    # The header, 44 bytes, states no length where the output is a pipe.
    sound = np.frombuffer(output[44 : len(output) // 2 * 2], "<i2") / 32768
    length = len(sound) * SAMPLE_RATE // rate
    spectrum = np.fft.rfft(sound)[: length // 2 + 1]
    sound = np.fft.irfft(spectrum, length) * length / len(sound)
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[loud[0] : loud[-1] + 1][:SAMPLE_RATE] if len(loud) else sound[:0]


def noise(random):
    """One second of noise of power 1: white, or pink below 3 dB an octave."""
    spectrum = np.fft.rfft(random.standard_normal(SAMPLE_RATE))
    if random.random() < 0.5:
        spectrum /= np.sqrt(np.arange(len(spectrum)) + 1)
    sound = np.fft.irfft(spectrum, SAMPLE_RATE)
    return sound / sound.std()


def second(word, random):
    """One second with the word somewhere in it, at some loudness, and noise."""
    word = word / np.abs(word).max() * random.uniform(0.2, 0.9)
    start = random.integers(0, SAMPLE_RATE - len(word) + 1)
    sound = noise(random) * word.std() * 10 ** (-random.uniform(5, 30) / 20)
    sound[start : start + len(word)] += word
    return sound


def make(part, utterance_count, copy_count, random):
    """Features and labels of one part: utterances per command and speaker, copies of each with other noise and place."""
    jobs = []
    for speaker in SPEAKERS[part]:
        for label, command in enumerate(COMMANDS):
            jobs += [(label, command, speaker)] * utterance_count
        others = random.choice(OTHERS, utterance_count)
        jobs += [(len(COMMANDS), other, speaker) for other in others]
    voices = [
        (word, f"{random.choice(ACCENTS)}+{speaker}", random.integers(25, 75), random.integers(120, 200))
        for _, word, speaker in jobs
    ]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        words = list(pool.map(lambda voice: speak(*voice), voices))

    x, labels = [], []
    for (label, _, _), word in zip(jobs, words):
        for _ in range(copy_count if len(word) else 0):
            x.append(mfcc(second(word, random)))
            labels.append(label)
    for _ in range(len(x) // (len(CLASSES) - 1)):
        x.append(mfcc(noise(random) * 10 ** random.uniform(-3, -1)))
        labels.append(len(CLASSES) - 1)
    order = random.permutation(len(x))
    return np.stack(x)[order], np.array(labels)[order]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", help="the .npz file to write")
    arguments = parser.parse_args()
    random = np.random.default_rng(1)

    arrays = {"classes": np.array(CLASSES)}
    for part, utterance_count, copy_count in [("train", 6, 4), ("validation", 6, 2), ("test", 4, 1)]:
        arrays[f"x_{part}"], arrays[f"labels_{part}"] = make(part, utterance_count, copy_count, random)
        print(f"{part}: {len(arrays[f'x_{part}'])} clips of {len(SPEAKERS[part])} speakers", flush=True)

    # Each coefficient to mean 0 and deviation 1 over the training part. float16 is what the committed file holds.
    mean, deviation = arrays["x_train"].mean((0, 1)), arrays["x_train"].std((0, 1))
    for part in SPEAKERS:
        arrays[f"x_{part}"] = ((arrays[f"x_{part}"] - mean) / deviation).astype(np.float16)
    np.savez_compressed(arguments.words, mean=mean, deviation=deviation, **arrays)


if __name__ == "__main__":
    main()
