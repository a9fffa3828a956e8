package dev.holdfast.application.codec;

/** Paths, written as what differs from a path before them. */
final class PathBytes {
  private PathBytes() {}

  static void write(ByteSink out, String path, String before) {
    int shared = 0;
    int most = Math.min(path.length(), before.length());
    while (shared < most && path.charAt(shared) == before.charAt(shared)) shared++;
    // Two halves of one character must not be parted: each part is written as UTF-8.
    if (shared > 0 && Character.isHighSurrogate(path.charAt(shared - 1))) shared--;
    out.count(shared);
    out.text(path.substring(shared));
  }

  static String read(ByteSource in, String before) {
    int shared = in.smallCount();
    if (shared > before.length()) {
      throw in.unreadable("expected at most " + before.length() + ", but " + shared);
    }
    return before.substring(0, shared) + in.text();
  }
}
