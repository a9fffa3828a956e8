import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service that fails twice for each idempotency key before it does its work. */
public class FlakyService {
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length == 0 ? 8099 : Integer.parseInt(arguments[0]);
    Map<String, Integer> tries = new ConcurrentHashMap<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext(
        "/reserve",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          int attempt = tries.merge(String.valueOf(key), 1, Integer::sum);
          System.out.println("attempt " + attempt + " under key " + key);
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "{\"reservation\": \"R-1\"}".getBytes("UTF-8");
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(attempt < 3 ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
  }
}
