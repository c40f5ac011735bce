#include <QtTest>

#include "data/file/Sha256.h"

using namespace offtake::file;

class TestSha256 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Source: NIST, "SHA-256 examples" to FIPS 180-4 (messages "abc", 448 bits, empty, a million times "a").
    void agreesWithThePublishedExamples() {
        QCOMPARE(sha256Hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                 std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
        QCOMPARE(sha256Hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256Hex(std::string(1'000'000, 'a')),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }
    void doesNotDependOnHowTheBytesAreCut() {
        std::string text;
        for (int i = 0; i < 300; ++i) {
            text += static_cast<char>(i);
        }
        for (std::size_t step = 1; step < 140; ++step) {
            Sha256 hash;
            for (std::size_t at = 0; at < text.size(); at += step) {
                hash.update(std::string_view(text).substr(at, step));
            }
            QCOMPARE(hash.hexDigest(), sha256Hex(text));
        }
    }
    void startsAnewAfterADigest() {
        Sha256 hash;
        hash.update("something else");
        (void)hash.hexDigest();
        hash.update("abc");
        QCOMPARE(hash.hexDigest(), sha256Hex("abc"));
    }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
